package dev.chatrooms.application.admin;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of audit entries. Their {@linkplain #code() codes} are stored and never change. */
public enum AuditAction {
    /** The detail is the role. */
    ACCOUNT_CREATED("account.created"),
    /** The detail is the new role. */
    ROLE_CHANGED("account.role_changed"),
    ACCOUNT_DISABLED("account.disabled"),
    ACCOUNT_ENABLED("account.enabled"),
    /** By an operator, not by the owner. The detail says whether its messages are kept or erased. */
    ACCOUNT_DELETED("account.deleted"),
    /** The password was reset by an operator, not by the owner. */
    PASSWORD_RESET("account.password_reset"),
    /** The entry's account is the room's owner. */
    ROOM_CREATED("room.created"),
    ROOM_DELETED("room.deleted"),
    /** The detail lists what has changed: name, topic, or the new kind. */
    ROOM_UPDATED("room.updated"),
    /** By an owner or moderator, as all below; members that join or leave themselves are not recorded. */
    MEMBER_ADDED("member.added"),
    /** The detail is the new role. */
    MEMBER_ROLE_CHANGED("member.role_changed"),
    MEMBER_REMOVED("member.removed"),
    MEMBER_BANNED("member.banned"),
    MEMBER_UNBANNED("member.unbanned"),
    /** The detail has the invite's limits of uses and time. */
    INVITE_CREATED("invite.created"),
    INVITE_REVOKED("invite.revoked"),
    /** The value is not recorded. */
    CONFIGURATION_SET("configuration.set"),
    /** All sessions of an account, by an administrator. */
    SESSIONS_ENDED("account.sessions_ended"),
    /** A link to set the password was issued. */
    RESET_LINK_ISSUED("account.reset_link_issued"),
    /** The first administrator was created through the link that the server printed. */
    SET_UP("account.set_up"),
    /** Many logins with a wrong password in a short time. The address is that of the last of them. */
    LOGINS_FAILED("account.logins_failed"),
    /** By a moderator, an owner or an administrator; messages that their senders delete are not recorded. */
    MESSAGE_DELETED("message.deleted"),
    /** A node's state in memory was rebuilt. */
    RESYNCED("node.resynced"),
    CONFIGURATION_UNSET("configuration.unset");

    private final String code;

    AuditAction(String code) {
        this.code = code;
    }

    /** Returns the stable code of the action, for storage and display. */
    public String code() {
        return code;
    }

    /** Returns the action of a code; empty for an unknown code. */
    public static Optional<AuditAction> of(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code.equals(code))
                .findFirst();
    }
}
