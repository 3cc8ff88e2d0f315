/** Example content for a look at the chat. */
@NullMarked
package dev.chatrooms.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
