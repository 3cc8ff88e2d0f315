/** The configuration in effect on a node. Not API. */
@NullMarked
package dev.chatrooms.application.configuration.internal;

import org.jspecify.annotations.NullMarked;
