/** Readers of rows, and SQL fragments, that several features share. Not API. */
@NullMarked
package dev.chatrooms.persistence.rows;

import org.jspecify.annotations.NullMarked;
