package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;

/**
 * The outcome of a commit.
 *
 * @param before the last position before those that this transaction took; meaningless where it took none
 * @param events how many positions it took: {@code before+1 … before+events}
 */
public record Committed<T>(T result, Epoch epoch, Position before, int events) {
    /** The cursor of the event that the transaction appended as number {@code index}, from 0. */
    public Cursor cursor(int index) {
        if (index < 0 || index >= events) {
            throw new IndexOutOfBoundsException(index);
        }
        return new Cursor(epoch, before.plus(index + 1L));
    }

    /** The head of the log right after this commit; only where it took positions. */
    public Cursor head() {
        return cursor(events - 1);
    }
}
