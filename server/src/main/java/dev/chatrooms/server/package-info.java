/** The wiring of a configuration into a running server, in plain code without a container. */
@NullMarked
package dev.chatrooms.server;

import org.jspecify.annotations.NullMarked;
