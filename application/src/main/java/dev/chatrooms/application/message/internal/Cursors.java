package dev.chatrooms.application.message.internal;

import dev.chatrooms.domain.event.Cursor;

/** The cursors that the events of a commit got, by their numbers in its transaction. */
@FunctionalInterface
interface Cursors {
    Cursor of(int event);
}
