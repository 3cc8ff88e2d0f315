package dev.chatrooms.websocket;

import java.util.concurrent.Semaphore;

/**
 * Holds back a server that delivers frames without being asked for them. Each frame waits for a {@linkplain #request
 * request}, on the server's thread, so that TCP slows the client down.
 *
 * <p>A limited number of threads wait at a time, for all connections together: clients that send more than they read
 * must not occupy all threads of the server.
 */
final class ReadGate {
    private final Semaphore waiting;

    // Guarded by this.
    private boolean requested;
    private boolean open;

    /** @param waiting a permit for each thread that may wait; shared by all connections */
    ReadGate(Semaphore waiting) {
        this.waiting = waiting;
    }

    /** Admits one more frame. */
    synchronized void request() {
        requested = true;
        notifyAll();
    }

    /** Admits all frames from now on. */
    synchronized void open() {
        open = true;
        notifyAll();
    }

    /**
     * Waits until a frame is admitted.
     *
     * @return false if too many threads wait already; the frame is not admitted
     */
    synchronized boolean pass() throws InterruptedException {
        if (!requested && !open) {
            if (!waiting.tryAcquire()) {
                return false;
            }
            try {
                while (!requested && !open) {
                    wait();
                }
            } finally {
                waiting.release();
            }
        }
        requested = false;
        return true;
    }
}
