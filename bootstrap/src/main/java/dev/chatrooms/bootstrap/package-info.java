/** The runnable server: command line, configuration and embedded database, wired to the other modules. */
@NullMarked
package dev.chatrooms.bootstrap;

import org.jspecify.annotations.NullMarked;
