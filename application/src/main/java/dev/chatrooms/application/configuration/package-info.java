/** The entries of the configuration that administrators change while the nodes run, and what clients may know of it. */
@NullMarked
package dev.chatrooms.application.configuration;

import org.jspecify.annotations.NullMarked;
