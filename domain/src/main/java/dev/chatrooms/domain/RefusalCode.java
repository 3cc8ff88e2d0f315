package dev.chatrooms.domain;

import java.util.Locale;

/**
 * The reasons for a refusal. The {@linkplain #code() code} is part of the wire contract and never changes. Each adapter
 * maps it to a status or close code in one exhaustive switch.
 */
public enum RefusalCode {
    /** A value is well-formed but not acceptable. The field errors name each one. */
    INVALID,
    /** The object does not exist, or the caller may not know that it does. */
    NOT_FOUND,
    /** The token is missing or invalid, or its session has ended. */
    UNAUTHENTICATED,
    /** The password is wrong or the account unknown; which of them is not disclosed. */
    BAD_CREDENTIALS,
    /** An administrator has disabled the account: the password is right, or the host vouches for the account. */
    ACCOUNT_DISABLED,
    /** The host vouches for an account that does not exist or has been deleted. */
    UNKNOWN_ACCOUNT,
    /** The password is right, but the server requires a verified address. */
    EMAIL_NOT_VERIFIED,

    /** The refresh token belongs to no live session or has been replaced. */
    INVALID_REFRESH_TOKEN,

    /** The code is wrong or has been used; which of them is not disclosed. */
    INVALID_CODE,

    /** Another account has verified this address. */
    EMAIL_TAKEN,

    /** The operator has closed registration. */
    REGISTRATION_CLOSED,
    /** The username is in use. */
    USERNAME_TAKEN,
    /** Another public room has this name, ignoring case. */
    NAME_TAKEN,
    /** The room is visible, but only its members may do this. */
    NOT_A_MEMBER,
    /** The caller is banned from the room. */
    BANNED,
    /** The caller's role in the room is too low. */
    INSUFFICIENT_ROLE,
    /** The room would be left without an owner. */
    LAST_OWNER,
    /** There would be no enabled administrator. */
    LAST_ADMIN,
    /** A direct room has fixed rules: two members, no name, no roles. */
    DIRECT_ROOM,
    /** One of the two has blocked the other. */
    BLOCKED,

    /** The command cannot be applied to the caller's own account. */
    SELF,

    /** The maximum number has been reached. */
    TOO_MANY,

    /** The invite has expired or been used up. */
    INVITE_EXPIRED,

    /** The message has been deleted and cannot be changed. */
    DELETED,

    /** The type of the content is not supported. */
    UNSUPPORTED_MEDIA_TYPE,

    /** The image has too many pixels. */
    IMAGE_TOO_LARGE,

    /** The content has too many bytes. */
    PAYLOAD_TOO_LARGE,

    /** The files of the account would take more space than it has. */
    QUOTA_EXCEEDED,

    /** The file is attached to a message. */
    ATTACHED,

    /** The sender has already used this client id in another room. */
    CLIENT_ID_REUSED,

    /** The time in which the message could be edited has passed. */
    EDIT_WINDOW_PASSED,

    /** Only administrators may do this. */
    ADMIN_ONLY,

    /** The environment of the server, or the host, sets this entry of the configuration. */
    SET_BY_ENVIRONMENT,

    /** The host's message policy refuses the text. */
    MESSAGE_REFUSED,
    /** The caller exceeds a rate limit and may try again after the stated time. */
    RATE_LIMITED,
    /** The system is temporarily unable to do this (store unreachable, queue full). Nothing was acknowledged. */
    UNAVAILABLE;

    /** Returns the stable code on the wire: lower case with underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
