/** Uploading, reading and listing files. */
@NullMarked
package dev.chatrooms.application.file;

import org.jspecify.annotations.NullMarked;
