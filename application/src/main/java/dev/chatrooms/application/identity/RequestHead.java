package dev.chatrooms.application.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a request. Prints without its headers, which may contain secrets. */
public final class RequestHead {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*) *");

    private final String method;
    private final String path;
    private final String address;
    private final Instant receivedAt;
    private final Function<String, List<String>> headers;

    /**
     * Creates a head.
     *
     * @param address the address of the client, not that of a trusted proxy
     * @param receivedAt when the server received it, before anything looked up its user, by the clock of the chat
     * @param headers returns the values of a header, whatever the case of its name
     */
    public RequestHead(
            String method, String path, String address, Instant receivedAt, Function<String, List<String>> headers) {
        this.method = method;
        this.path = path;
        this.address = address;
        this.receivedAt = receivedAt;
        this.headers = headers;
    }

    /** Returns the HTTP method, in upper case. */
    public String method() {
        return method;
    }

    /** Returns the path as the server received it, without the query. */
    public String path() {
        return path;
    }

    /** Returns the address of the client. */
    public String address() {
        return address;
    }

    /** Returns when the server received the request. A user whose sessions were ended after this time is refused. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** Returns all values of a header, whatever the case of its name. */
    public List<String> headers(String name) {
        return headers.apply(name);
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Returns the token of an {@code Authorization: Bearer} header. */
    public Optional<String> bearerToken() {
        return header("Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> bearer.group(1));
    }

    /** Returns the value of a cookie. */
    public Optional<String> cookie(String name) {
        for (String cookies : headers("Cookie")) {
            for (String cookie : cookies.split(";", -1)) {
                int equals = cookie.indexOf('=');
                if (equals > 0 && cookie.substring(0, equals).trim().equals(name)) {
                    return Optional.of(unquoted(cookie.substring(equals + 1).trim()))
                            .filter(value -> !value.isEmpty());
                }
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Returns this head with a bearer token, received later, in place of all its credentials. */
    public RequestHead withBearerToken(String token, Instant tokenReceivedAt) {
        return new RequestHead(method, path, address, tokenReceivedAt, name -> {
            if (name.equalsIgnoreCase("Authorization")) {
                return List.of("Bearer " + token);
            }
            return name.equalsIgnoreCase("Cookie") ? List.of() : headers.apply(name);
        });
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
