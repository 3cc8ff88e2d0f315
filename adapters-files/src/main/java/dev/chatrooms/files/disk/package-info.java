/** The file store in a folder, which nodes may share. */
@NullMarked
package dev.chatrooms.files.disk;

import org.jspecify.annotations.NullMarked;
