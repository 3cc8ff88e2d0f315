package dev.chatrooms.application.commit.internal;

import dev.chatrooms.domain.event.Cursor;

/** The cursors of a commit's events, by the events' numbers in the transaction. */
@FunctionalInterface
public interface EventCursors {
    Cursor of(int event);
}
