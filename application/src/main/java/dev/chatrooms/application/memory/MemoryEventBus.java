package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Announces within the process, on the announcing thread: listeners do not block, so neither does announcing. */
public final class MemoryEventBus implements EventBus {
    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> signalListeners = new CopyOnWriteArrayList<>();

    @Override
    public void announce(Cursor head) {
        tell(listeners, head);
    }

    @Override
    public Registration subscribe(Consumer<Cursor> listener) {
        return register(listeners, listener);
    }

    @Override
    public void signal(String text) {
        EventBus.requireSignal(text);
        tell(signalListeners, text);
    }

    @Override
    public Registration onSignal(Consumer<String> listener) {
        return register(signalListeners, listener);
    }

    private static <T> void tell(List<Consumer<T>> listeners, T what) {
        listeners.forEach(listener -> {
            synchronized (listener) {
                listener.accept(what);
            }
        });
    }

    private static <T> Registration register(List<Consumer<T>> listeners, Consumer<T> listener) {
        // Wrapped, so that the same listener may register twice and each registration ends only
        // itself.
        Consumer<T> registered = what -> listener.accept(what);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    @Override
    public void close() {
        listeners.clear();
        signalListeners.clear();
    }
}
