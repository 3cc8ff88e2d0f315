package dev.chatrooms.http.internal;

import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
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
        int status = response.getStatus();
        Failure failure = status >= 500
                ? Failure.of(ErrorCode.INTERNAL, "the server could not handle this")
                : Failure.of(
                        status == 404 ? ErrorCode.NOT_FOUND : ErrorCode.BAD_REQUEST,
                        "the server does not take such a request");
        Answer answer = Problems.answer(failure, status);
        response.getHeaders().put("Content-Type", String.valueOf(answer.contentType()));
        // The server closes the connection afterwards. Without this header the client could lose its next request.
        response.getHeaders().put("Connection", "close");
        response.getHeaders().put("X-Request-Id", UUID.randomUUID().toString());
        response.write(true, ByteBuffer.wrap(answer.content(base)), callback);
        return true;
    }
}
