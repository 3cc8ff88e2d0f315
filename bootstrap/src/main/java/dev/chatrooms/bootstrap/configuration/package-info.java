/**
 * The configuration: a list of all variables, read strictly from the command line, the environment and a file into one
 * immutable {@link dev.chatrooms.bootstrap.configuration.Configuration}.
 */
@NullMarked
package dev.chatrooms.bootstrap.configuration;

import org.jspecify.annotations.NullMarked;
