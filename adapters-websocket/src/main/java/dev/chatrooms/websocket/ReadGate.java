package dev.chatrooms.websocket;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a server that delivers frames without being asked for them. A frame that arrives before its
 * {@linkplain #request request} is kept, if it is small, and handled by the executor later. So a client may send its
 * first requests together with its hello, however many clients connect at that moment. When no more is kept, the frame
 * waits on the server's thread, so that TCP slows the client down.
 *
 * <p>What is kept counts as memory of the client. A limited number of threads wait at a time, for all connections
 * together: clients that send more than they read must not occupy all threads of the server.
 */
final class ReadGate {
    /** As much as a few requests or one long text. */
    static final int MAX_KEPT_BYTES = 32 * 1024;
    /** The objects that hold a frame. */
    private static final int FRAME_BYTES = 200;

    private final Semaphore waiting;
    private final Executor executor;
    private final Supplier<Hold> memory;

    // Guarded by this.
    private final Queue<Frame> kept = new ArrayDeque<>();
    private int keptBytes;
    private @Nullable Hold hold;
    private boolean requested;
    private boolean open;

    private record Frame(Runnable handling, int bytes) {}

    /**
     * Creates a gate that admits no frame.
     *
     * @param waiting a permit for each thread that may wait; shared by all connections
     * @param executor handles the frames that were kept
     * @param memory counts them
     */
    ReadGate(Semaphore waiting, Executor executor, Supplier<Hold> memory) {
        this.waiting = waiting;
        this.executor = executor;
        this.memory = memory;
    }

    /** Admits one more frame. Never handles it on the calling thread. */
    synchronized void request() {
        Frame next = kept.poll();
        if (next == null) {
            requested = true;
        } else {
            release(next.bytes());
            try {
                executor.execute(next.handling());
            } catch (RejectedExecutionException e) {
                // The adapter is closed, and so are its connections.
                requested = true;
            }
        }
        notifyAll();
    }

    /** Admits all frames from now on, and forgets those that are kept: nothing of a closed connection matters. */
    synchronized void open() {
        open = true;
        kept.clear();
        release(keptBytes);
        notifyAll();
    }

    /**
     * Handles a frame when it is admitted: at once, on this thread, or later. Frames are handled in their order, one at
     * a time. May block.
     *
     * @return false if the frame is not handled, because too many threads wait already
     */
    boolean deliver(Runnable handling, int payloadBytes) throws InterruptedException {
        Frame frame = new Frame(handling, payloadBytes + FRAME_BYTES);
        synchronized (this) {
            if (!isAdmitted()) {
                if (tryKeep(frame)) {
                    return true;
                }
                if (!waiting.tryAcquire()) {
                    return false;
                }
                try {
                    do {
                        wait();
                        if (tryKeep(frame)) {
                            return true;
                        }
                    } while (!isAdmitted());
                } finally {
                    waiting.release();
                }
            }
            requested = false;
        }
        handling.run();
        return true;
    }

    /** Called with the lock. */
    private boolean isAdmitted() {
        return open || requested;
    }

    /** Keeps a frame that is not admitted yet, if there is room. Called with the lock. */
    private boolean tryKeep(Frame frame) {
        if (isAdmitted() || keptBytes + frame.bytes() > MAX_KEPT_BYTES) {
            return false;
        }
        Hold counted = hold == null ? memory.get() : hold;
        hold = counted;
        if (!counted.tryGrow(frame.bytes())) {
            return false;
        }
        keptBytes += frame.bytes();
        kept.add(frame);
        return true;
    }

    /** Called with the lock. */
    private void release(int bytes) {
        keptBytes -= bytes;
        Hold counted = hold;
        if (counted != null) {
            counted.shrink(bytes);
            if (keptBytes == 0) {
                // The next one may count for the account, which is not known before the hello.
                counted.close();
                hold = null;
            }
        }
    }
}
