package dev.chatrooms.wire;

/** The cookies in which a browser keeps a login that asked for them. No script can read them. */
public enum LoginCookie {
    /** The access token; comes along with every call and with the WebSocket handshake. */
    ACCESS("chatrooms_access"),
    /** The refresh token; comes along only where sessions are dealt with. */
    REFRESH("chatrooms_refresh");

    private final String cookieName;

    LoginCookie(String cookieName) {
        this.cookieName = cookieName;
    }

    public String cookieName() {
        return cookieName;
    }
}
