/** Figures that a node reports about itself. They hold numbers only, so that any metrics library can read them. */
@NullMarked
package dev.chatrooms.application.monitoring;

import org.jspecify.annotations.NullMarked;
