package dev.chatrooms.application.admin;

import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail: an action, its actor, and the account or room that was acted on. It holds ids and fixed
 * words, never personal data or secrets, since it outlives accounts and rooms.
 *
 * <pre>{@code
 * uow.audit().record(AuditEntry.by(caller.accountId(), AuditAction.ROOM_DELETED, now).on(room.id()));
 * }</pre>
 *
 * @param actor the account that acted; null for the operator, who controls the machine and has no account
 * @param account the account that was acted on; null for none
 * @param room the room of the action; null for none
 * @param message the message that was acted on; null for none
 * @param key the name of the entry of the configuration that was changed; null for none
 * @param address the client address of the actor; null if it is not known
 * @param detail more about the action, in fixed words: at most {@value #MAX_DETAIL} characters
 */
public record AuditEntry(
        Instant at,
        @Nullable AccountId actor,
        AuditAction action,
        @Nullable AccountId account,
        @Nullable RoomId room,
        @Nullable MessageId message,
        @Nullable String key,
        @Nullable String address,
        @Nullable String detail) {
    public static final int MAX_DETAIL = 200;

    /**
     * Checks the detail.
     *
     * @throws IllegalArgumentException if it is too long, or cannot be stored
     */
    public AuditEntry {
        if (detail != null && (detail.length() > MAX_DETAIL || !TextRules.isStorable(detail))) {
            throw new IllegalArgumentException("a detail has at most " + MAX_DETAIL + " storable characters");
        }
    }

    /** Starts an entry for an action of an account. */
    public static AuditEntry by(AccountId actor, AuditAction action, Instant at) {
        return new AuditEntry(at, actor, action, null, null, null, null, null, null);
    }

    /** Starts an entry for an action of the operator. */
    public static AuditEntry byOperator(AuditAction action, Instant at) {
        return new AuditEntry(at, null, action, null, null, null, null, null, null);
    }

    /** Returns the entry with the account that was acted on. */
    public AuditEntry on(AccountId done) {
        return new AuditEntry(at, actor, action, done, room, message, key, address, detail);
    }

    /** Returns the entry with the room that was acted on. */
    public AuditEntry on(RoomId done) {
        return new AuditEntry(at, actor, action, account, done, message, key, address, detail);
    }

    /** Returns the entry with a detail. */
    public AuditEntry with(String newDetail) {
        return new AuditEntry(at, actor, action, account, room, message, key, address, newDetail);
    }

    /** Returns the entry with the message that was acted on. */
    public AuditEntry on(MessageId done) {
        return new AuditEntry(at, actor, action, account, room, done, key, address, detail);
    }

    /** Returns the entry with the entry of the configuration that was changed. */
    public AuditEntry onConfiguration(String changed) {
        return new AuditEntry(at, actor, action, account, room, message, changed, address, detail);
    }

    /** Returns the entry with the client address of the actor. */
    public AuditEntry from(@Nullable String client) {
        return new AuditEntry(at, actor, action, account, room, message, key, client, detail);
    }
}
