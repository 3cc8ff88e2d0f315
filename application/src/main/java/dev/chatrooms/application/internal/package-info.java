/** Shared parts of the use cases. Not API. */
@NullMarked
package dev.chatrooms.application.internal;

import org.jspecify.annotations.NullMarked;
