/**
 * What chat is: values, aggregates, events, refusals and the named policies that say who may do what.
 *
 * <p>Pure: no clock, no randomness, no I/O. All of these come in as arguments.
 */
@NullMarked
package dev.chatrooms.domain;

import org.jspecify.annotations.NullMarked;
