package dev.chatrooms.application.admin;

import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A selection of audit entries. A component that is null restricts nothing.
 *
 * @param target the account, room or message that was acted on
 * @param key the entry of the configuration that was changed
 * @param from the earliest time
 * @param to the first time that is too late
 */
public record AuditFilter(
        @Nullable AccountId actor,
        @Nullable UUID target,
        @Nullable String key,
        @Nullable AuditAction action,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);
}
