package dev.chatrooms.application.commit.internal;

import dev.chatrooms.domain.event.Cursor;

/** The cursors that the events of a commit got, by their numbers in its transaction. */
@FunctionalInterface
public interface EventCursors {
    Cursor of(int event);
}
