package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;

/**
 * The outcome of a commit.
 *
 * @param before the position before the first one the transaction took; undefined if it took none
 * @param events the number of positions it took: {@code before+1 … before+events}
 */
public record Committed<T>(T result, Epoch epoch, Position before, int events) {
    /** Returns the cursor of the event that the transaction appended as number {@code index}, from 0. */
    public Cursor cursor(int index) {
        if (index < 0 || index >= events) {
            throw new IndexOutOfBoundsException(index);
        }
        return new Cursor(epoch, before.plus(index + 1L));
    }

    /** Returns the head of the log right after this commit. Only if it took positions. */
    public Cursor head() {
        return cursor(events - 1);
    }
}
