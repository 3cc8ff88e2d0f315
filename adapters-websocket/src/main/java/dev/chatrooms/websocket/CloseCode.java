package dev.chatrooms.websocket;

/**
 * The reasons why the server closes a connection. A client may reconnect on its own after a code from 4000 to 4099, but
 * not after a code from 4400 on.
 */
enum CloseCode {
    /** The client sent a binary frame. Only text frames are supported. */
    UNSUPPORTED_DATA(1003),
    INVALID_UTF8(1007),
    MESSAGE_TOO_BIG(1009),
    /** The server failed unexpectedly. The reason is the id under which the server's log has the failure. */
    INTERNAL_ERROR(1011),
    /**
     * The node is shutting down or cannot serve clients at the moment. The reason is the number of milliseconds after
     * which to reconnect.
     */
    GOING_AWAY(4000),
    /** The client did not read, or was silent, for too long. It may resume from its last cursor. */
    TOO_SLOW(4001),
    /** The first object was not a valid hello, or too many objects were invalid. */
    MALFORMED(4400),
    /** The credentials are missing or invalid, or there was no hello in time. */
    UNAUTHENTICATED(4401),
    /** The session was revoked or has expired. The client has to log in again. */
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
