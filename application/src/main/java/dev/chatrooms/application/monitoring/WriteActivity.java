package dev.chatrooms.application.monitoring;

/**
 * What the committer of a node has written since it started, and what waits for it.
 *
 * @param messages messages posted; a repeated send counts once
 * @param events entries appended to the log, those of messages included
 * @param commits transactions that appended them
 * @param refused writes answered {@code unavailable}: the queue was full, or the store was away or too slow
 * @param waiting writes that wait for the next transaction
 */
public record WriteActivity(long messages, long events, long commits, long refused, int waiting) {}
