package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.LoginCookie;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.Nothing;
import dev.chatrooms.wire.StrictReader;
import dev.chatrooms.wire.WireId;
import dev.chatrooms.wire.mapping.JsonDocument;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * A request, whole, and who made it. It holds on to nothing of the server's: an endpoint that is still at work when its
 * answer is not wanted any more must not see the connection's next request.
 */
public final class Call {
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

    private final String basePath;
    private final Map<String, String> pathParameters;
    private final @Nullable String queryString;
    private final HttpFields headers;
    private final byte[] body;
    private final String address;
    private final boolean head;
    private final Timers.Deadline deadline;
    private final Origins origins;
    private final @Nullable Caller caller;

    Call(
            String basePath,
            Map<String, String> pathParameters,
            @Nullable String queryString,
            HttpFields headers,
            byte[] body,
            String address,
            boolean head,
            Timers.Deadline deadline,
            Origins origins,
            @Nullable Caller caller) {
        this.basePath = basePath;
        this.pathParameters = pathParameters;
        this.queryString = queryString;
        this.headers = headers;
        this.body = body;
        this.address = address;
        this.head = head;
        this.deadline = deadline;
        this.origins = origins;
        this.caller = caller;
    }

    Call by(Caller who) {
        return new Call(basePath, pathParameters, queryString, headers, body, address, head, deadline, origins, who);
    }

    /** Who is calling: on a route that is not open there always is somebody. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    /** The path that a host has put us below; empty where it has not. */
    public String basePath() {
        return basePath;
    }

    /** Where it comes from: the client's address, not that of a trusted proxy. */
    public String address() {
        return address;
    }

    /** Whether only the head of the answer is wanted. */
    public boolean isHead() {
        return head;
    }

    /** How much is left of the time within which there has to be an answer; not negative. */
    public Duration timeLeft() {
        return deadline.timeLeft();
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * An id in the path.
     *
     * @throws MalformedInput unless it is a UUID
     */
    public UUID pathId(String name) {
        return WireId.parse(name, pathText(name));
    }

    /** A part of the path as it stands there, decoded. */
    public String pathText(String name) {
        String text = pathParameters.get(name);
        if (text == null) {
            throw new IllegalStateException("this path has no parameter " + name);
        }
        return text;
    }

    public Query query() {
        return new Query(queryString);
    }

    /**
     * Reads the JSON object in the body.
     *
     * @throws MalformedInput unless it is such an object
     * @throws Refused for another media type
     */
    public <T> T body(Class<T> type) {
        requireJson();
        return StrictReader.read(type, body);
    }

    /** Returns as {@link #body}; null if the request has no body. */
    public <T> @Nullable T optionalBody(Class<T> type) {
        return hasBody() ? body(type) : null;
    }

    /**
     * The JSON object in the body, as its text: for who keeps it without a look at it.
     *
     * @throws MalformedInput if it is none
     * @throws Refused for another media type
     */
    public String anyObject() {
        requireJson();
        return JsonDocument.object(body);
    }

    /** The body as it came. */
    public byte[] bytes() {
        return body.clone();
    }

    private void requireJson() {
        if (body.length > 0
                && !JSON.matcher(String.valueOf(header("Content-Type"))).matches()) {
            throw new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
        }
    }

    /** Whether anything is in the body. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /**
     * The refresh token that a browser keeps in a cookie; null where none came.
     *
     * @throws Refused if one did, but not from a page of ours: the browser has added it by itself
     */
    public @Nullable String refreshCookie() {
        String token = Credentials.cookie(headers, LoginCookie.REFRESH);
        if (token != null) {
            origins.requireOurs(headers);
        }
        return token;
    }

    HttpFields headers() {
        return headers;
    }

    void refuseBody() {
        if (body.length > 0) {
            body(Nothing.class);
        }
    }
}
