/** The use cases of files, and the removal of what is no longer needed. Not API. */
@NullMarked
package dev.chatrooms.application.file.internal;

import org.jspecify.annotations.NullMarked;
