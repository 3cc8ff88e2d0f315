package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail.
 *
 * @param actor absent for the operator and the host
 * @param target what was acted on; absent for an act on the whole server
 * @param room the room of an act on an account or a message
 * @param detail more about the act, in fixed words; empty for none
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String action,
        @OmittedIfNull @Nullable Actor actor,
        @OmittedIfNull @Nullable Target target,
        @OmittedIfNull @Nullable Target room,
        @OmittedIfNull @Nullable String address,
        String detail) {
    /** The account that acted. */
    public record Actor(UUID id, @Nullable String username) {}

    /**
     * The object of the act.
     *
     * @param type {@code account}, {@code room}, {@code message} or {@code config}
     * @param name its present name; null if it has none
     */
    public record Target(String type, String id, @Nullable String name) {}
}
