package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.http.settings.LoginCookie;
import dev.chatrooms.wire.EmptyObject;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.StrictReader;
import dev.chatrooms.wire.WireId;
import dev.chatrooms.wire.mapping.JsonDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.jspecify.annotations.Nullable;

/**
 * A complete request with its caller. It gives no access to the server's objects: an endpoint may still run after its
 * response has timed out, and must not see the connection's next request.
 */
public final class Call {
    /** Parameters other than the charset have no effect (RFC 8259, section 11). Possessive: no backtracking. */
    private static final Pattern JSON =
            Pattern.compile("(?i)application/json\\s*+(?:;\\s*+(?:(?:charset=(?:utf-?8|\"utf-?8\")"
                    + "|(?!charset\\s*=)[^\\s;=\"]++=(?:\"[^\"]*+\"|[^\\s;\"]*+))\\s*+)?+)*+");

    private static final String FORM = "multipart/form-data";

    /** The longest boundary (RFC 2046, section 5.1.1). */
    private static final int MAX_BOUNDARY = 70;

    private final String basePath;
    private final Map<String, String> pathParameters;
    private final @Nullable String queryString;
    private final RequestHead requestHead;
    private final HttpFields headers;
    private final byte[] body;
    private final boolean head;
    private final Timers.Deadline deadline;
    private final Origins origins;
    private final Exchange exchange;
    private final @Nullable Caller caller;

    Call(
            String basePath,
            Map<String, String> pathParameters,
            @Nullable String queryString,
            RequestHead requestHead,
            HttpFields headers,
            byte[] body,
            boolean head,
            Timers.Deadline deadline,
            Origins origins,
            Exchange exchange,
            @Nullable Caller caller) {
        this.basePath = basePath;
        this.pathParameters = pathParameters;
        this.queryString = queryString;
        this.requestHead = requestHead;
        this.headers = headers;
        this.body = body;
        this.head = head;
        this.deadline = deadline;
        this.origins = origins;
        this.exchange = exchange;
        this.caller = caller;
    }

    /** Returns this call with its caller, whose account it counts for from now on. */
    Call by(Caller authenticated) {
        exchange.countFor(authenticated.accountId());
        return new Call(
                basePath,
                pathParameters,
                queryString,
                requestHead,
                headers,
                body,
                head,
                deadline,
                origins,
                exchange,
                authenticated);
    }

    /** Returns the caller. Routes that are not open always have one. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    /** Returns a stage that completes when the response is written, or the client is gone. */
    CompletionStage<Void> finished() {
        return exchange.finished();
    }

    /** Returns the context path of the host's server; empty if it has none. */
    public String basePath() {
        return basePath;
    }

    /** Returns the address of the client, not that of a trusted proxy. */
    public String address() {
        return requestHead.address();
    }

    /** Returns whether this is a HEAD request. */
    public boolean isHead() {
        return head;
    }

    /** Returns the time until the response is due; zero if it is overdue. */
    public Duration timeLeft() {
        return deadline.timeLeft();
    }

    /**
     * Runs an action, which must not block, if the client disconnects before its response ends. Called at most once.
     */
    public void onDisconnect(Runnable action) {
        exchange.onDisconnect(action);
    }

    /**
     * Runs an action, which must not block, when the response is no longer wanted: the client disconnects, or the time
     * for the response has passed. Called at most once, instead of {@link #onDisconnect}.
     *
     * @param done the completion of the work, after which the action no longer runs for lack of time
     */
    public void onAbandoned(CompletionStage<?> done, Runnable action) {
        exchange.onDisconnect(action);
        deadline.run(done, action);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Returns all values of a header. */
    public List<String> headers(String name) {
        return headers.getValuesList(name);
    }

    /**
     * Returns an id in the path.
     *
     * @throws MalformedInput unless it is a UUID
     */
    public UUID pathId(String name) {
        return WireId.parse(name, pathText(name));
    }

    /** Returns a parameter of the path, decoded. */
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
     * Returns the JSON object in the body as text, for storage as it is.
     *
     * @throws MalformedInput if it is not a JSON object
     * @throws Refused for another media type
     */
    public String anyObject() {
        requireJson();
        return JsonDocument.object(body);
    }

    /**
     * Returns the value of the only member of the JSON object in the body, as JSON text; null if there is no member.
     *
     * @throws MalformedInput if it is not a JSON object, or has another member
     * @throws Refused for another media type
     */
    public @Nullable String member(String name) {
        requireJson();
        return JsonDocument.member(body, name);
    }

    /**
     * Returns a copy of the body.
     *
     * @throws Refused if it is compressed
     */
    public byte[] bytes() {
        requireUncompressed();
        return body.clone();
    }

    /** Returns the length of the body that the client has announced; negative if it has not. */
    public long announcedLength() {
        return exchange.announcedLength();
    }

    /**
     * Reads the file of a form, {@code multipart/form-data} with one part {@code file}. Only for routes that
     * {@linkplain Route#streamingBody stream} the body.
     *
     * @param sink takes the bytes as they come; a failure refuses the body. The buffer is the call's again when the
     *     stage completes
     * @return the name of the file, if it has one
     * @throws Refused for another media type
     * @throws MalformedInput without a boundary
     */
    public CompletableFuture<Optional<String>> file(Function<ByteBuffer, CompletableFuture<Void>> sink) {
        String type = String.valueOf(header("Content-Type"));
        if (!type.regionMatches(true, 0, FORM, 0, FORM.length())) {
            throw new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be multipart/form-data");
        }
        requireUncompressed(true);
        String boundary = MultiPart.extractBoundary(type);
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw MalformedInput.of("the Content-Type must have a boundary");
        }
        return exchange.readFile(boundary, sink);
    }

    private void requireUncompressed() {
        requireUncompressed(body.length > 0);
    }

    private void requireUncompressed(boolean hasBody) {
        if (hasBody && !headers.getCSV("Content-Encoding", false).stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must not be compressed");
        }
    }

    private void requireJson() {
        requireUncompressed();
        if (body.length > 0
                && !JSON.matcher(String.valueOf(header("Content-Type"))).matches()) {
            throw new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
        }
    }

    /** Returns whether the body is not empty. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /**
     * Returns the refresh token in the request's cookie; null if there is none.
     *
     * @throws Refused if a page of another site made the request: browsers add cookies by themselves
     */
    public @Nullable String refreshCookie() {
        String token = requestHead.cookie(LoginCookie.REFRESH.cookieName()).orElse(null);
        if (token != null) {
            origins.requireAllowed(headers);
        }
        return token;
    }

    /** Returns the request as authenticators see it. */
    public RequestHead head() {
        return requestHead;
    }

    HttpFields headers() {
        return headers;
    }

    void refuseBody() {
        if (body.length > 0) {
            body(EmptyObject.class);
        }
    }
}
