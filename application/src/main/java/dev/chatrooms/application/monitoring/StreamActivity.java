package dev.chatrooms.application.monitoring;

/**
 * The event streams that are open on a node, over any protocol.
 *
 * @param live streams that get each event as it is dispatched
 * @param behind streams that read on from the log, or whose subscribers have no demand at the moment
 */
public record StreamActivity(int live, int behind) {}
