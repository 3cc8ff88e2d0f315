package dev.chatrooms.http.internal;

/** Records that the server is about to stop. The routes and responses of an adapter share it. Thread-safe. */
public final class Draining {
    private volatile boolean begun;

    /** Begins the draining, which never ends. May be called again. */
    public void begin() {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }
}
