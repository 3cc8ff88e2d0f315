/** The routes for files. */
@NullMarked
package dev.chatrooms.http.file;

import org.jspecify.annotations.NullMarked;
