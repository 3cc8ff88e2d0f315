/** The index of what messages say, on PostgreSQL. */
@NullMarked
package dev.chatrooms.persistence.search;

import org.jspecify.annotations.NullMarked;
