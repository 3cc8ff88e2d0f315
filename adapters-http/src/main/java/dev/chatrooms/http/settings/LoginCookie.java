package dev.chatrooms.http.settings;

/** The cookies that keep the tokens of a browser's login. Scripts cannot read them. */
public enum LoginCookie {
    /** The access token, which is sent with all requests and with the WebSocket handshake. */
    ACCESS("chatrooms_access"),
    /** The refresh token, which is sent only to the routes for sessions. */
    REFRESH("chatrooms_refresh");

    private final String cookieName;

    LoginCookie(String cookieName) {
        this.cookieName = cookieName;
    }

    /** Returns the name of the cookie. */
    public String cookieName() {
        return cookieName;
    }
}
