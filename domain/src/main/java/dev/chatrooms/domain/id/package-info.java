/** Typed ids. They depend on nothing, so that every other package of the domain can use them. */
@NullMarked
package dev.chatrooms.domain.id;

import org.jspecify.annotations.NullMarked;
