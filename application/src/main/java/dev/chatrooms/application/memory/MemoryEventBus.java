package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Announces within the process, on the announcing thread: listeners do not block, so neither does announcing. */
public final class MemoryEventBus implements EventBus {
    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void announce(Cursor head) {
        listeners.forEach(listener -> {
            synchronized (listener) {
                listener.accept(head);
            }
        });
    }

    @Override
    public Registration subscribe(Consumer<Cursor> listener) {
        // Wrapped, so that the same listener may register twice and each registration ends only
        // itself.
        Consumer<Cursor> registered = head -> listener.accept(head);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
