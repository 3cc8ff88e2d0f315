/** What chat is: accounts, rooms, messages and the rules between them. Pure: no clock, no randomness, no I/O. */
@NullMarked
package dev.chatrooms.domain;

import org.jspecify.annotations.NullMarked;
