package dev.chatrooms.application.monitoring;

/**
 * The threads that run work which blocks on the store.
 *
 * @param active threads that run a task
 * @param waiting tasks that wait for a thread
 */
public record WorkerActivity(int active, int waiting) {}
