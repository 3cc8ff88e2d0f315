/** The jar that is run: the server with a command line and the logging that its configuration asks for. */
@NullMarked
package dev.chatrooms.bootstrap;

import org.jspecify.annotations.NullMarked;
