/**
 * The configuration: a list of all variables, read strictly from the command line, the environment and a file into one
 * immutable {@link dev.chatrooms.server.configuration.Configuration}.
 */
@NullMarked
package dev.chatrooms.server.configuration;

import org.jspecify.annotations.NullMarked;
