package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An event bus within the process. Listeners are called on the announcing thread and must not block. */
public final class MemoryEventBus implements EventBus {
    private final List<Consumer<Cursor>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> signalListeners = new CopyOnWriteArrayList<>();

    @Override
    public void announce(Cursor head) {
        deliver(listeners, head);
    }

    @Override
    public Registration subscribe(Consumer<Cursor> listener) {
        return register(listeners, listener);
    }

    @Override
    public void signal(String text) {
        EventBus.requireSignal(text);
        deliver(signalListeners, text);
    }

    @Override
    public Registration onSignal(Consumer<String> listener) {
        return register(signalListeners, listener);
    }

    private static <T> void deliver(List<Consumer<T>> listeners, T value) {
        listeners.forEach(listener -> {
            synchronized (listener) {
                listener.accept(value);
            }
        });
    }

    private static <T> Registration register(List<Consumer<T>> listeners, Consumer<T> listener) {
        // Wrapped, so that a listener may register twice and each registration removes only itself.
        Consumer<T> registered = value -> listener.accept(value);
        listeners.add(registered);
        return () -> listeners.remove(registered);
    }

    @Override
    public void close() {
        listeners.clear();
        signalListeners.clear();
    }
}
