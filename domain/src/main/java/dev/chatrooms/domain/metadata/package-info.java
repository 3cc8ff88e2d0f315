/** The custom data of accounts, rooms and messages. */
@NullMarked
package dev.chatrooms.domain.metadata;

import org.jspecify.annotations.NullMarked;
