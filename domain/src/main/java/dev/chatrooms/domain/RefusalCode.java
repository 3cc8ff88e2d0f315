package dev.chatrooms.domain;

import java.util.Locale;

/**
 * Every way in which the system says no. The {@linkplain #code() code} is part of the wire contract and never changes;
 * how it maps to a status or a close code is for each adapter to say, in one exhaustive switch.
 */
public enum RefusalCode {
    /** A well-formed value that is not acceptable; the field errors name each one. */
    INVALID,
    /** There is no such thing, or the caller may not know that there is. */
    NOT_FOUND,
    /** No valid token, or one of a session that has ended. */
    UNAUTHENTICATED,
    /** Wrong password or unknown name: which one is never told. */
    BAD_CREDENTIALS,
    /** The password was right, but an administrator has disabled the account. */
    ACCOUNT_DISABLED,
    /** The password was right, but this system wants a verified address first. */
    EMAIL_NOT_VERIFIED,

    /** No refresh token of a live session, or one that was replaced. */
    INVALID_REFRESH_TOKEN,

    /** Not the code that was mailed, or one that is spent: which of them is never told. */
    INVALID_CODE,

    /** Another account has verified this address meanwhile. */
    EMAIL_TAKEN,

    /** The operator has closed registration. */
    REGISTRATION_CLOSED,
    /** Somebody already has this username. */
    USERNAME_TAKEN,
    /** A public room already has this name, case folded. */
    NAME_TAKEN,
    /** The room can be seen but only its members may do this. */
    NOT_A_MEMBER,
    /** The caller is banned from the room. */
    BANNED,
    /** The caller's role in the room does not allow this. */
    INSUFFICIENT_ROLE,
    /** The room would be left without an owner. */
    LAST_OWNER,
    /** A direct room has fixed rules: two members, no name, no roles. */
    DIRECT_ROOM,
    /** One of the two has blocked the other. */
    BLOCKED,

    /** Nobody can be this to himself. */
    SELF,

    /** There are as many of these as there may be. */
    TOO_MANY,

    /** The time of this invite is over, or as many people as may have come in by it. */
    INVITE_EXPIRED,

    /** The message has been deleted: nothing can be done with it any more. */
    DELETED,

    /** The content is none of the kinds that are taken. */
    UNSUPPORTED_MEDIA_TYPE,

    /** The picture has more pixels than are taken. */
    IMAGE_TOO_LARGE,

    /** The sender has already used this client id in another room. */
    CLIENT_ID_REUSED,
    /** The caller does this too often; try again after the stated time. */
    RATE_LIMITED,
    /** The system cannot do this at the moment (storage unreachable, queue full); nothing was acknowledged. */
    UNAVAILABLE;

    /** The stable code on the wire: lower case with underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
