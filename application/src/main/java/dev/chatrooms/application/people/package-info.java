/** People: searching accounts, their public data and presence, and the caller's lists. */
@NullMarked
package dev.chatrooms.application.people;

import org.jspecify.annotations.NullMarked;
