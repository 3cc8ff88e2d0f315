/** Finding messages by what they say. */
@NullMarked
package dev.chatrooms.application.search;

import org.jspecify.annotations.NullMarked;
