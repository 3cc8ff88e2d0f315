/**
 * The implementation of the live feed: {@code LiveFeed} reads the log, {@code EventStream} serves a subscriber. Not
 * API.
 */
@NullMarked
package dev.chatrooms.application.event.internal;

import org.jspecify.annotations.NullMarked;
