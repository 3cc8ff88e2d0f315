/** The tables of files and their contents. */
@NullMarked
package dev.chatrooms.persistence.file;

import org.jspecify.annotations.NullMarked;
