package dev.chatrooms.application.admin;

import java.time.Duration;

/**
 * The state that a node has dropped.
 *
 * @param rooms the rooms of accounts that were connected
 * @param accounts the accounts that were connected
 */
public record Resync(int rooms, int accounts, Duration took) {}
