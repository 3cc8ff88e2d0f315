package dev.chatrooms.application.admin;

import java.time.LocalDate;

/**
 * Figures of a day in UTC.
 *
 * @param activeAccounts the accounts that changed anything: sent, reacted, moved a read marker and so on
 */
public record DayFigures(LocalDate day, long messages, long activeAccounts, long newAccounts, long uploads) {}
