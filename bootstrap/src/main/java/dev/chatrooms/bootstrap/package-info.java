/** The product that runs: command line, configuration and embedded database, wired to the rest. */
@NullMarked
package dev.chatrooms.bootstrap;

import org.jspecify.annotations.NullMarked;
