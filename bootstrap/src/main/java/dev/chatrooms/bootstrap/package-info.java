/** The server: configuration, wiring, command line and the embedded PostgreSQL. */
@NullMarked
package dev.chatrooms.bootstrap;

import org.jspecify.annotations.NullMarked;
