package dev.chatrooms.websocket;

/**
 * Why the server closes a connection. A client may reconnect by itself on the codes from 4000 to 4099, never on those
 * from 4400 on.
 */
enum CloseCode {
    /** A binary frame: there are only text frames here. */
    BINARY(1003),
    INVALID_UTF8(1007),
    TOO_BIG(1009),
    /** A fault of the server, which is in its log. */
    FAULT(1011),
    /** This node stops or cannot serve now. The reason is the milliseconds after which to reconnect. */
    GOING_AWAY(4000),
    /** The client took nothing, or was not heard of, for too long. It may resume. */
    TOO_SLOW(4001),
    /** Not even a hello, or too many bad objects. */
    MALFORMED(4400),
    /** No authentication or a bad one, or no hello in time. */
    UNAUTHENTICATED(4401),
    /** The session was revoked or has expired: log in again. */
    SESSION_ENDED(4403),
    TOO_MANY_CONNECTIONS(4429);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
