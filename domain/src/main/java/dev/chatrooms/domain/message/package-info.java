/** Messages and the rule of who may post one. */
@NullMarked
package dev.chatrooms.domain.message;

import org.jspecify.annotations.NullMarked;
