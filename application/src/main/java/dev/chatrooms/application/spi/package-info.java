/** The outbound ports. Each has a contract test that every adapter implements. */
@NullMarked
package dev.chatrooms.application.spi;

import org.jspecify.annotations.NullMarked;
