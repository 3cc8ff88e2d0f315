/** The memory that a node holds for what clients send and receive, and how it is shared among them. */
@NullMarked
package dev.chatrooms.application.transfer;

import org.jspecify.annotations.NullMarked;
