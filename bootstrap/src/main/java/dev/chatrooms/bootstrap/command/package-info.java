/**
 * The command line: one class a command, each given what it needs, none of which ends the JVM or touches
 * {@link System}.
 */
@NullMarked
package dev.chatrooms.bootstrap.command;

import org.jspecify.annotations.NullMarked;
