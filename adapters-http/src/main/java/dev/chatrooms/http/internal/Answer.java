package dev.chatrooms.http.internal;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A response before it is written. Immutable. */
public final class Answer {
    public static final String JSON = "application/json";

    /** A header of the response. */
    public record Header(String name, String value) {}

    /** Content that is written in pieces. */
    public interface Stream {
        /**
         * Starts to write. Status and headers are already set.
         *
         * @return completes when all is written or the client is gone
         */
        CompletionStage<Void> writeTo(Exchange exchange);

        /** Releases the stream. Called instead of {@link #writeTo} if the response comes too late. */
        void discard();
    }

    private final int status;
    private final @Nullable String contentType;
    private final byte[] content;
    private final @Nullable Object body;
    private final List<Header> headers;
    private final @Nullable Stream stream;
    private final long length;

    private Answer(
            int status,
            @Nullable String contentType,
            byte[] content,
            @Nullable Object body,
            List<Header> headers,
            @Nullable Stream stream) {
        this(status, contentType, content, body, headers, stream, -1);
    }

    private Answer(
            int status,
            @Nullable String contentType,
            byte[] content,
            @Nullable Object body,
            List<Header> headers,
            @Nullable Stream stream,
            long length) {
        this.length = length;
        this.status = status;
        this.contentType = contentType;
        this.content = content;
        this.body = body;
        this.headers = List.copyOf(headers);
        this.stream = stream;
    }

    /** Returns a JSON response with a record of the wire format. */
    public static Answer of(int status, Object body) {
        return ofJson(status, JSON, body);
    }

    /** Returns a response with a record in a type of JSON. */
    static Answer ofJson(int status, String contentType, Object body) {
        return new Answer(status, contentType, new byte[0], body, List.of(), null);
    }

    public static Answer of(int status, String contentType, byte[] content) {
        return new Answer(status, contentType, content, null, List.of(), null);
    }

    /** Returns a JSON response with status 200. */
    public static Answer ok(Object body) {
        return of(200, body);
    }

    public static Answer noContent() {
        return new Answer(204, null, new byte[0], null, List.of(), null);
    }

    /** Returns status 202. The client does not learn whether there is anything to do. */
    public static Answer accepted() {
        return new Answer(202, null, new byte[0], null, List.of(), null);
    }

    /** Returns status 304: the client's copy is current. */
    public static Answer notModified() {
        return new Answer(304, null, new byte[0], null, List.of(), null);
    }

    public static Answer streaming(String contentType, Stream stream) {
        return new Answer(200, contentType, new byte[0], null, List.of(), stream);
    }

    /** Returns a response whose stream writes so many bytes, or none to a HEAD request. */
    public static Answer streaming(int status, String contentType, long length, Stream stream) {
        return new Answer(status, contentType, new byte[0], null, List.of(), stream, length);
    }

    public Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, contentType, content, body, more, stream, length);
    }

    /** Returns this response as a completed stage. */
    public CompletionStage<Answer> now() {
        return CompletableFuture.completedFuture(this);
    }

    /** Returns the HTTP status code. */
    public int status() {
        return status;
    }

    /** Returns null if there is no content. */
    @Nullable
    String contentType() {
        return contentType;
    }

    /** @param base the path under which clients reach the server, see {@link Json#encode(Object, String)} */
    byte[] content(String base) {
        return body == null ? content : Json.encode(body, base);
    }

    /** Returns {@link #content(String)} in pieces, which count as memory of a client. */
    Pieces content(String base, Hold hold) {
        return body == null ? Pieces.of(ByteBuffer.wrap(content), hold) : Pieces.ofJson(body, base, hold);
    }

    /** Returns this response without its content. */
    Answer head() {
        return new Answer(status, contentType, new byte[0], null, headers, stream, length);
    }

    List<Header> headers() {
        return headers;
    }

    /** Returns the writer of the content; null if {@link #content} is all of it. */
    @Nullable
    Stream stream() {
        return stream;
    }

    /** Returns the length of the stream; negative if it is not known. */
    long length() {
        return length;
    }

    void discard() {
        if (stream != null) {
            stream.discard();
        }
    }
}
