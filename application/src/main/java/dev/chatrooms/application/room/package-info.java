/** Making, finding, joining and leaving rooms. */
@NullMarked
package dev.chatrooms.application.room;

import org.jspecify.annotations.NullMarked;
