/** The chat's meters and their registration with Micrometer. */
@NullMarked
package dev.chatrooms.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
