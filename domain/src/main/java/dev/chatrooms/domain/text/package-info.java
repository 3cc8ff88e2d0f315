/** Properties of characters that the JDK lacks. */
@NullMarked
package dev.chatrooms.domain.text;

import org.jspecify.annotations.NullMarked;
