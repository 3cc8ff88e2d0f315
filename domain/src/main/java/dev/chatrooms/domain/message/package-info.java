/** Messages, mentions and reactions, and the rules for them. */
@NullMarked
package dev.chatrooms.domain.message;

import org.jspecify.annotations.NullMarked;
