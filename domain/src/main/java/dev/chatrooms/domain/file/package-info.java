/** Files: their content, type and size. */
@NullMarked
package dev.chatrooms.domain.file;

import org.jspecify.annotations.NullMarked;
