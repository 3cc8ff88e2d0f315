/** The chat's meters and their registration with Micrometer. */
@NullMarked
package dev.chatrooms.metrics;

import org.jspecify.annotations.NullMarked;
