package dev.chatrooms.application.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for audit entries. A component that is null restricts nothing.
 *
 * @param actor the id or username of the account that acted
 * @param target the id of an account, room or message, a username, or the name of an entry of the configuration
 * @param from the earliest time
 * @param to the first time that is too late
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String target,
        @Nullable AuditAction action,
        @Nullable Instant from,
        @Nullable Instant to) {}
