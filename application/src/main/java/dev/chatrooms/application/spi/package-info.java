/** The outbound ports: what the application needs of the world. Each has a contract test that every adapter signs. */
@NullMarked
package dev.chatrooms.application.spi;

import org.jspecify.annotations.NullMarked;
