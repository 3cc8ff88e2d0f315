package dev.chatrooms.application.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;

/** The place in the log where a subscription begins. */
public sealed interface LogStart {
    /** After the events that have happened when the subscription starts. */
    record Now() implements LogStart {}

    /** Before the first event that is left. */
    record Beginning() implements LogStart {}

    /** After an event, usually the last one that was processed. */
    record After(Cursor cursor) implements LogStart {}

    /** Returns the start after the events that have happened when the subscription starts. */
    static LogStart now() {
        return new Now();
    }

    /** Returns the start before the first event. */
    static LogStart beginning() {
        return new Beginning();
    }

    /** Returns the start after an event, usually the last one that was processed. */
    static LogStart after(Cursor cursor) {
        return new After(cursor);
    }

    /**
     * Returns the start after a cursor that was stored as text ({@link Cursor#toString}).
     *
     * @throws ChatException {@code invalid} if the text is no cursor
     */
    static LogStart after(String cursor) {
        return new After(Cursor.parse(cursor)
                .orElseThrow(() -> new ChatException(RefusalCode.INVALID, "the cursor is not one of this log's")));
    }
}
