package dev.chatrooms.application.admin;

import dev.chatrooms.domain.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account with its figures.
 *
 * @param lastSeenAt null if it never had a session
 * @param sessions the live sessions
 * @param rooms the rooms that it is a member of, direct ones included
 * @param messages the messages that it has ever sent
 * @param storageBytes the size of its files
 */
public record AccountOverview(
        Account account, @Nullable Instant lastSeenAt, int sessions, int rooms, long messages, long storageBytes) {}
