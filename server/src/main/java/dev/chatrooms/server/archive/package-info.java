/**
 * Exports: folders with all rows of a database as lines of JSON, all contents of files, and a manifest with the hash of
 * each part. An import reads them back into an empty database.
 */
@NullMarked
package dev.chatrooms.server.archive;

import org.jspecify.annotations.NullMarked;
