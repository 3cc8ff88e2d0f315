package dev.chatrooms.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stack of resources that closes them in reverse order. A failure to close one does not keep the others open. */
final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Applies an action to the open resources of a type. */
    <T> void forEach(Class<T> type, Consumer<T> action) {
        resources.stream().filter(type::isInstance).map(type::cast).forEach(action);
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            AutoCloseable resource = resources.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("Failed to close {}", resource.getClass().getSimpleName(), e);
            }
        }
    }
}
