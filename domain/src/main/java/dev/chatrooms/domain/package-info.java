/**
 * The domain of chat: values, aggregates, events, refusals and the policies that hold the permissions.
 *
 * <p>Pure: without clock, randomness or I/O. Times and ids are arguments.
 */
@NullMarked
package dev.chatrooms.domain;

import org.jspecify.annotations.NullMarked;
