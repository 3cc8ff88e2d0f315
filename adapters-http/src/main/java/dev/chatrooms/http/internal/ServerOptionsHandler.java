package dev.chatrooms.http.internal;

import dev.chatrooms.wire.RequestId;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers {@code OPTIONS *}, which asks about the server as a whole and reaches no route. */
public final class ServerOptionsHandler extends Handler.Wrapper {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.OPTIONS.is(request.getMethod())
                || !"*".equals(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.getHeaders()
                .put("Allow", METHODS)
                .put(RequestId.HEADER, RequestId.of(request.getHeaders().get(RequestId.HEADER)))
                .put("Cache-Control", "no-store");
        callback.succeeded();
        return true;
    }
}
