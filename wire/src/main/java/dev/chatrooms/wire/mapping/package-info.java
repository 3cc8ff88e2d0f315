/**
 * Maps the application's views to the records of {@link dev.chatrooms.wire}, and those of requests to its commands.
 * Keeps the encoded form of events and signals, which all transports share.
 */
@NullMarked
package dev.chatrooms.wire.mapping;

import org.jspecify.annotations.NullMarked;
