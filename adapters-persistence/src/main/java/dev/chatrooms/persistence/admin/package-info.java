/** What operators and administrators leave behind. */
@NullMarked
package dev.chatrooms.persistence.admin;

import org.jspecify.annotations.NullMarked;
