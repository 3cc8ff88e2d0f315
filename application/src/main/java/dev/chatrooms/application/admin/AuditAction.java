package dev.chatrooms.application.admin;

import java.util.Arrays;
import java.util.Optional;

/** What is written down about who did what. The {@linkplain #code() code} is kept for ever, and never changes. */
public enum AuditAction {
    /** The detail is its role. */
    ACCOUNT_CREATED("account.created"),
    /** The detail is the new role. */
    ROLE_CHANGED("account.role_changed"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    /** By somebody else than its owner. */
    PASSWORD_RESET("account.password_reset"),
    /** For somebody, the account of the entry. */
    ROOM_CREATED("room.created"),
    ROOM_DELETED("room.deleted"),
    /** The detail is what has changed: name, topic, or the kind that it is now. */
    ROOM_UPDATED("room.updated"),
    /** By an owner or moderator, as all below; who comes and goes himself is not written down. */
    MEMBER_ADDED("member.added"),
    /** The detail is the new role. */
    MEMBER_ROLE_CHANGED("member.role_changed"),
    MEMBER_REMOVED("member.removed"),
    MEMBER_BANNED("member.banned"),
    MEMBER_UNBANNED("member.unbanned"),
    /** The detail is how often and for how long it is good. */
    INVITE_CREATED("invite.created"),
    INVITE_REVOKED("invite.revoked");

    private final String code;

    AuditAction(String code) {
        this.code = code;
    }

    /** What it is called wherever it is kept or shown. */
    public String code() {
        return code;
    }

    /** Empty if no action is called so. */
    public static Optional<AuditAction> of(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code.equals(code))
                .findFirst();
    }
}
