package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.EssentialThread;
import java.util.function.BooleanSupplier;

/**
 * The one thread that commits or delivers events. It must not wait for a future of the chat, which it may have to
 * complete itself. See {@link ChatFuture}.
 */
public final class SequentialThread extends EssentialThread {
    /** @param closed whether the owner is closed, so the task may end */
    public SequentialThread(Runnable task, String name, BooleanSupplier closed) {
        super(task, name, closed);
    }
}
