package dev.chatrooms.wire;

import dev.chatrooms.domain.RefusalCode;
import java.util.Locale;

/** Every {@code code} that a client may get to see, over any transport, with a title that says the same to a person. */
public enum ErrorCode {
    INVALID("Some fields are not acceptable"),
    NOT_FOUND("Not found"),
    UNAUTHENTICATED("Not signed in"),
    BAD_CREDENTIALS("Wrong name or password"),
    ACCOUNT_DISABLED("This account is disabled"),
    EMAIL_NOT_VERIFIED("This address has not been verified"),
    INVALID_REFRESH_TOKEN("Not signed in any more"),
    INVALID_CODE("Wrong or spent code"),
    EMAIL_TAKEN("This address belongs to another account"),
    REGISTRATION_CLOSED("Registration is closed"),
    USERNAME_TAKEN("This username is taken"),
    NAME_TAKEN("This room name is taken"),
    NOT_A_MEMBER("Not a member of this room"),
    BANNED("Banned from this room"),
    INSUFFICIENT_ROLE("Your role does not allow this"),
    LAST_OWNER("The room would be left without an owner"),
    DIRECT_ROOM("Not possible in a direct room"),
    BLOCKED("Blocked"),
    SELF("Not possible with oneself"),
    TOO_MANY("Too many"),
    INVITE_EXPIRED("This invite has expired"),
    DELETED("This message has been deleted"),
    IMAGE_TOO_LARGE("The picture has too many pixels"),
    CLIENT_ID_REUSED("This client id was used in another room"),
    RATE_LIMITED("Too many requests"),
    UNAVAILABLE("Not available at the moment"),

    /** The form of what was sent is wrong. */
    BAD_REQUEST("Malformed request"),
    METHOD_NOT_ALLOWED("Method not allowed"),
    PAYLOAD_TOO_LARGE("Too large"),
    UNSUPPORTED_MEDIA_TYPE("Unsupported media type"),
    /** A cookie came along with a request from another site. */
    CROSS_SITE("Request from another site"),
    /** A fault of this system; the log knows more. */
    INTERNAL("Internal error");

    private final String title;

    ErrorCode(String title) {
        this.title = title;
    }

    /** The stable name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The same name: every refusal is told to the client as what it is. */
    public static ErrorCode of(RefusalCode refusal) {
        return switch (refusal) {
            case INVALID -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case BAD_CREDENTIALS -> BAD_CREDENTIALS;
            case ACCOUNT_DISABLED -> ACCOUNT_DISABLED;
            case EMAIL_NOT_VERIFIED -> EMAIL_NOT_VERIFIED;
            case INVALID_REFRESH_TOKEN -> INVALID_REFRESH_TOKEN;
            case INVALID_CODE -> INVALID_CODE;
            case EMAIL_TAKEN -> EMAIL_TAKEN;
            case REGISTRATION_CLOSED -> REGISTRATION_CLOSED;
            case USERNAME_TAKEN -> USERNAME_TAKEN;
            case NAME_TAKEN -> NAME_TAKEN;
            case NOT_A_MEMBER -> NOT_A_MEMBER;
            case BANNED -> BANNED;
            case INSUFFICIENT_ROLE -> INSUFFICIENT_ROLE;
            case LAST_OWNER -> LAST_OWNER;
            case DIRECT_ROOM -> DIRECT_ROOM;
            case BLOCKED -> BLOCKED;
            case SELF -> SELF;
            case TOO_MANY -> TOO_MANY;
            case INVITE_EXPIRED -> INVITE_EXPIRED;
            case DELETED -> DELETED;
            case IMAGE_TOO_LARGE -> IMAGE_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> UNSUPPORTED_MEDIA_TYPE;
            case CLIENT_ID_REUSED -> CLIENT_ID_REUSED;
            case RATE_LIMITED -> RATE_LIMITED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
