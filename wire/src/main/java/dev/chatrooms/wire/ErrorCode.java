package dev.chatrooms.wire;

import java.util.Locale;

/** Every error code on the wire, over any transport, with its title for people. */
public enum ErrorCode {
    INVALID("Some fields are not acceptable"),
    NOT_FOUND("Not found"),
    UNAUTHENTICATED("Not signed in"),
    BAD_CREDENTIALS("Wrong name or password"),
    ACCOUNT_DISABLED("This account is disabled"),
    UNKNOWN_ACCOUNT("There is no account for this user"),
    EMAIL_NOT_VERIFIED("This address has not been verified"),
    INVALID_REFRESH_TOKEN("This session has ended"),
    INVALID_CODE("Invalid code"),
    EMAIL_TAKEN("This address belongs to another account"),
    REGISTRATION_CLOSED("Registration is closed"),
    USERNAME_TAKEN("This username is taken"),
    NAME_TAKEN("This room name is taken"),
    NOT_A_MEMBER("Not a member of this room"),
    BANNED("Banned from this room"),
    INSUFFICIENT_ROLE("Your role does not allow this"),
    LAST_OWNER("The room would be left without an owner"),
    LAST_ADMIN("There would be no administrator"),
    DIRECT_ROOM("Not possible in a direct room"),
    BLOCKED("Blocked"),
    SELF("Not possible with your own account"),
    TOO_MANY("Limit reached"),
    INVITE_EXPIRED("This invite has expired"),
    DELETED("This message has been deleted"),
    IMAGE_TOO_LARGE("The picture has too many pixels"),
    QUOTA_EXCEEDED("No space left for your files"),
    ATTACHED("The file is attached to a message"),
    CLIENT_ID_REUSED("This client id was used in another room"),
    EDIT_WINDOW_PASSED("This message can no longer be edited"),
    ADMIN_ONLY("For administrators only"),
    SET_BY_ENVIRONMENT("The environment of the server sets this entry"),
    MESSAGE_REFUSED("This message is not allowed"),
    RATE_LIMITED("Too many requests"),
    UNAVAILABLE("Temporarily unavailable"),

    /** The form of the request is wrong. */
    BAD_REQUEST("Malformed request"),
    METHOD_NOT_ALLOWED("Method not allowed"),
    PAYLOAD_TOO_LARGE("Too large"),
    UNSUPPORTED_MEDIA_TYPE("Unsupported media type"),
    /** No range of the request has a byte of the content. */
    RANGE_NOT_SATISFIABLE("Range not satisfiable"),
    /** The request uses a part of HTTP that the server does not have. */
    NOT_IMPLEMENTED("Not implemented"),
    HTTP_VERSION_NOT_SUPPORTED("HTTP version not supported"),
    /** A page of another site made the browser send a request with its cookie. */
    CROSS_SITE("Request from another site"),
    /** An error of the server, which its log describes. */
    INTERNAL("Internal error");

    private final String title;

    ErrorCode(String title) {
        this.title = title;
    }

    /** Returns the name on the wire, which is stable. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns one phrase for a person. */
    public String title() {
        return title;
    }
}
