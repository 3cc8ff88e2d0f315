/** The rows of the database as lines of JSON: read by an export, and written by an import. */
@NullMarked
package dev.chatrooms.persistence.archive;

import org.jspecify.annotations.NullMarked;
