package dev.chatrooms.application.admin;

/**
 * Figures about the whole chat.
 *
 * @param accounts those that are not deleted
 * @param rooms those that are not deleted, direct ones included
 * @param messages all that were ever sent
 */
public record Totals(long accounts, long rooms, long messages, long files, long storageBytes) {}
