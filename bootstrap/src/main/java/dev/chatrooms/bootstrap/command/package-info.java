/** The command line. Each command is a class that is given what it needs; none exits the JVM or uses {@link System}. */
@NullMarked
package dev.chatrooms.bootstrap.command;

import org.jspecify.annotations.NullMarked;
