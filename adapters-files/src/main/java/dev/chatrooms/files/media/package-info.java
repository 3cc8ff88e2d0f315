/** Finds the types of contents, and makes thumbnails and avatars within a bound of time and memory. */
@NullMarked
package dev.chatrooms.files.media;

import org.jspecify.annotations.NullMarked;
