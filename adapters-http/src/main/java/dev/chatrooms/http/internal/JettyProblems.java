package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that the server itself refuses, such as malformed HTTP, with problem details instead of HTML. */
public final class JettyProblems implements Request.Handler {
    private final String base;

    /** @param base the path under which clients reach the server; empty for the root */
    public JettyProblems(String base) {
        this.base = base;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = answer(response.getStatus(), request);
        response.getHeaders().put("Content-Type", String.valueOf(answer.contentType()));
        answer.headers().forEach(header -> response.getHeaders().put(header.name(), header.value()));
        // The server closes the connection afterwards. Without this header the client could lose its next request.
        response.getHeaders().put("Connection", "close");
        response.getHeaders().put("X-Request-Id", UUID.randomUUID().toString());
        response.write(true, ByteBuffer.wrap(answer.content(base)), callback);
        return true;
    }

    private static Answer answer(int status, Request request) {
        return switch (status) {
            case 404 -> problem(status, ErrorCode.NOT_FOUND, "there is no such path");
            case 405 -> problem(status, ErrorCode.METHOD_NOT_ALLOWED, "this path does not have the method");
            case 408 -> problem(status, ErrorCode.BAD_REQUEST, "the request did not arrive in time");
            case 413 -> problem(status, ErrorCode.PAYLOAD_TOO_LARGE, "the body is too large");
            case 414 -> problem(status, ErrorCode.BAD_REQUEST, "the URI is too long");
            case 415 -> problem(status, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the type of the body is not supported");
            case 417 -> problem(status, ErrorCode.BAD_REQUEST, "only the expectation 100-continue is supported");
            case 431 -> problem(status, ErrorCode.BAD_REQUEST, "the header is too large or has too many fields");
            case 501 -> problem(status, ErrorCode.NOT_IMPLEMENTED, "the server does not support this");
            case 503 -> Problems.answer(ChatException.unavailable("the server is shutting down", null));
            case 505 -> problem(status, ErrorCode.HTTP_VERSION_NOT_SUPPORTED, "this server speaks HTTP/1.1");
            default ->
                status < 500
                        ? problem(status, ErrorCode.BAD_REQUEST, "this is not a well-formed HTTP request")
                        : Problems.answer(failure(request));
        };
    }

    private static Answer problem(int status, ErrorCode code, String detail) {
        return Problems.answer(Failure.of(code, detail), status);
    }

    private static Throwable failure(Request request) {
        Object thrown = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        return thrown instanceof Throwable failure
                ? failure
                : new IllegalStateException(
                        Objects.toString(request.getAttribute(ErrorHandler.ERROR_MESSAGE), "unknown"));
    }
}
