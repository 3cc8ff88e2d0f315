package dev.chatrooms.application.internal;

/** A daemon thread for blocking work, some of which completes futures of the chat. See {@link ChatFuture}. */
final class WorkerThread extends Thread {
    WorkerThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }
}
