package dev.chatrooms.application.admin;

import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody did something to somebody. Holds ids and a few of our own words, never personal data or secrets: it is
 * kept when accounts and rooms are gone.
 *
 * <pre>{@code
 * uow.audit().record(AuditEntry.by(caller.accountId(), AuditAction.ROOM_DELETED, now).on(room.id()));
 * }</pre>
 *
 * @param actor who did it; null for the operator, who has the machine and no account
 * @param account to whom it was done, if to anybody
 * @param room to which room, or in which
 * @param detail what else there is to say, in our own words: at most {@value #MAX_DETAIL} characters
 */
public record AuditEntry(
        Instant at,
        @Nullable AccountId actor,
        AuditAction action,
        @Nullable AccountId account,
        @Nullable RoomId room,
        @Nullable String detail) {
    public static final int MAX_DETAIL = 200;

    /**
     * Checks the detail.
     *
     * @throws IllegalArgumentException if it is too long, or cannot be stored
     */
    public AuditEntry {
        if (detail != null && (detail.length() > MAX_DETAIL || !TextRules.isStorable(detail))) {
            throw new IllegalArgumentException("a detail is " + MAX_DETAIL + " plain characters at most");
        }
    }

    /** Something that a person does. */
    public static AuditEntry by(AccountId actor, AuditAction action, Instant at) {
        return new AuditEntry(at, actor, action, null, null, null);
    }

    /** Something that the operator does. */
    public static AuditEntry byOperator(AuditAction action, Instant at) {
        return new AuditEntry(at, null, action, null, null, null);
    }

    /** Done to this account. */
    public AuditEntry on(AccountId done) {
        return new AuditEntry(at, actor, action, done, room, detail);
    }

    /** Done to this room, or in it. */
    public AuditEntry on(RoomId done) {
        return new AuditEntry(at, actor, action, account, done, detail);
    }

    /** With something more to say. */
    public AuditEntry with(String newDetail) {
        return new AuditEntry(at, actor, action, account, room, newDetail);
    }
}
