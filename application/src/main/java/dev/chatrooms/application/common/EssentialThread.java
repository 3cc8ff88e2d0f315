package dev.chatrooms.application.common;

import java.util.function.BooleanSupplier;

/**
 * A daemon thread that a node cannot work without. If it ends while its owner is open, its uncaught exception handler
 * gets the reason, so a server can exit instead of serving on without it.
 */
public class EssentialThread extends Thread {
    private final Runnable task;
    private final BooleanSupplier closed;

    /**
     * Creates the thread without starting it.
     *
     * @param closed whether the owner is closed, so the task may end
     */
    @SuppressWarnings("this-escape") // setDaemon is final.
    public EssentialThread(Runnable task, String name, BooleanSupplier closed) {
        super(name);
        this.task = task;
        this.closed = closed;
        setDaemon(true);
    }

    @Override
    public final void run() {
        task.run();
        if (!closed.getAsBoolean()) {
            throw new IllegalStateException(getName() + " has ended although it is needed");
        }
    }
}
