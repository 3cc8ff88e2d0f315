/** The wiring: what a configuration becomes, and the server that runs it. Plain code, no container. */
@NullMarked
package dev.chatrooms.bootstrap.server;

import org.jspecify.annotations.NullMarked;
