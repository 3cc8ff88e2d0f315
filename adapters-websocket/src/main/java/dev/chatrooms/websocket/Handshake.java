package dev.chatrooms.websocket;

import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.LoginCookie;
import dev.chatrooms.wire.Problem;
import dev.chatrooms.wire.RequestId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests for one path into sockets, in front of everything else that the server has; all other requests pass
 * through. No HTTP session is made and no extension is agreed upon.
 *
 * <p>Here only the origin is checked, and only of who comes with a cookie: browsers send cookies for any page that
 * opens a socket. Whose the token is turns out at the hello.
 */
final class Handshake extends Handler.Wrapper {
    private static final Logger LOG = System.getLogger(Handshake.class.getName());
    private static final int BUFFER = 4096;

    /**
     * What the kernel holds for a client that does not read. By itself it would take megabytes, and for as long as it
     * takes them nobody could tell that the client takes nothing.
     */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final String BEARER = "bearer ";
    private static final String ALLOW = "GET, OPTIONS";

    private final Node node;
    private final Supplier<String> path;
    private final WebSocketComponents components;
    private final Handshaker handshaker = Handshaker.newInstance();

    /** @param path asked for at each request: the server's context path may be set late */
    Handshake(Node node, Server server, Supplier<String> path) {
        this.node = node;
        this.path = path;
        // The server's own pools: by default this would bring threads of its own.
        this.components =
                new WebSocketComponents(null, null, server.getByteBufferPool(), null, null, server.getThreadPool());
        installBean(components);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!path.get().equals(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        response.getHeaders()
                .put(RequestId.HEADER, RequestId.of(request.getHeaders().get(RequestId.HEADER)));
        if (HttpMethod.OPTIONS.is(request.getMethod())) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            response.getHeaders().put(HttpHeader.ALLOW, ALLOW);
            callback.succeeded();
        } else if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, ALLOW);
            refuse(response, callback, 405, ErrorCode.METHOD_NOT_ALLOWED, "only GET is possible here");
        } else if (node.connections().isClosed()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            refuse(response, callback, 503, ErrorCode.UNAVAILABLE, "shutting down");
        } else {
            upgrade(request, response, callback);
        }
        return true;
    }

    private void upgrade(Request request, Response response, Callback callback) {
        String token = bearer(request);
        if (token == null) {
            token = cookie(request);
            if (token != null && !isAllowed(request.getHeaders().get(HttpHeader.ORIGIN))) {
                refuse(response, callback, 403, ErrorCode.CROSS_SITE, "this origin is not allowed");
                return;
            }
        }
        try {
            WebSocketNegotiator negotiator = new Negotiator(token);
            if (!handshaker.upgradeRequest(negotiator, request, response, callback, components, null)) {
                response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
                refuse(response, callback, 426, ErrorCode.BAD_REQUEST, "this is a WebSocket, version 13");
            }
        } catch (HttpException.RuntimeException e) {
            refuse(response, callback, e.getCode(), ErrorCode.BAD_REQUEST, "this is no WebSocket handshake");
        }
    }

    private static @Nullable String bearer(Request request) {
        String value = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return value != null && value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? value.substring(BEARER.length()).trim()
                : null;
    }

    private static @Nullable String cookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(LoginCookie.ACCESS.cookieName()))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null && node.settings().allowedOrigin().test(origin);
    }

    private static void refuse(Response response, Callback callback, int status, ErrorCode code, String detail) {
        byte[] body = Json.encode(json -> Problem.of(code, detail).write(json, status));
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Makes the socket of one request. */
    private final class Negotiator extends WebSocketNegotiator.AbstractNegotiator {
        private final @Nullable String token;

        Negotiator(@Nullable String token) {
            this.token = token;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            ConnectionMetaData connection = request.getConnectionMetaData();
            limitSendBuffer(connection.getConnection().getEndPoint().getTransport());
            return new Socket(node, token, connection.getConnector().getExecutor());
        }

        private static void limitSendBuffer(Object transport) {
            if (transport instanceof SocketChannel channel) {
                try {
                    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a socket was closed during its handshake", e);
                }
            }
        }

        @Override
        public void customize(Configuration session) {
            session.setMaxFrameSize(Inbound.MAX_MESSAGE);
            // A long frame comes in pieces, as it arrives, and no memory is set aside for what it only
            // announces. So it is also here, and not in the parser, that one turns out to be too big.
            session.setAutoFragment(true);
            session.setInputBufferSize(BUFFER);
            session.setOutputBufferSize(BUFFER);
            // The heartbeat does it better: to Jetty our own pings are a sign of life.
            session.setIdleTimeout(Duration.ZERO);
        }
    }
}
