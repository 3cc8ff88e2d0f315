package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.wire.ClientAddress;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.RequestId;
import dev.chatrooms.wire.mapping.Failure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
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
 * Upgrades requests for one path, with or without a trailing slash, to WebSocket connections. It runs before the
 * server's other handlers, which get all other requests. It creates no HTTP session and negotiates no extension.
 *
 * <p>The handshake checks only the {@code Origin}, and only of requests with an ambient credential such as a cookie,
 * because a browser sends it for any page that opens a socket. The credential is verified when the client sends its
 * hello.
 */
final class UpgradeHandler extends Handler.Wrapper {
    private static final Logger LOG = System.getLogger(UpgradeHandler.class.getName());
    private static final int BUFFER_SIZE = 4096;

    /**
     * The size of the kernel's send buffer. By default it grows to megabytes, which would hide for a long time that a
     * client does not read.
     */
    private static final int SEND_BUFFER_SIZE = 64 * 1024;

    private static final String ALLOWED_METHODS = "GET, OPTIONS";

    private final ServerContext context;
    private final Supplier<String> path;
    private final WebSocketComponents components;
    private final Handshaker handshaker = Handshaker.newInstance();

    /** @param path evaluated for each request, because the server's context path may be set late */
    UpgradeHandler(ServerContext context, Server server, Supplier<String> path) {
        this.context = context;
        this.path = path;
        // Shares the server's pools. By default the components would start threads of their own.
        this.components =
                new WebSocketComponents(null, null, server.getByteBufferPool(), null, null, server.getThreadPool());
        installBean(components);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String requested = Request.getPathInContext(request);
        if (!requested.equals(path.get()) && !requested.equals(path.get() + "/")) {
            return super.handle(request, response, callback);
        }
        response.getHeaders()
                .put(RequestId.HEADER, RequestId.of(request.getHeaders().get(RequestId.HEADER)));
        if (HttpMethod.OPTIONS.is(request.getMethod())) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            response.getHeaders().put(HttpHeader.ALLOW, ALLOWED_METHODS);
            callback.succeeded();
        } else if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, ALLOWED_METHODS);
            refuse(response, callback, 405, ErrorCode.METHOD_NOT_ALLOWED, "only GET is allowed");
        } else if (context.connections().isClosed()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            refuse(response, callback, 503, ErrorCode.UNAVAILABLE, "the server is shutting down");
        } else {
            upgrade(request, response, callback);
        }
        return true;
    }

    private void upgrade(Request request, Response response, Callback callback) {
        RequestHead head = head(request);
        boolean isAmbient = context.authenticators()
                .find(head)
                .filter(Credential::isAmbient)
                .isPresent();
        if (isAmbient && !isAllowedOrigin(request.getHeaders().get(HttpHeader.ORIGIN))) {
            refuse(response, callback, 403, ErrorCode.CROSS_SITE, "the origin is not allowed");
            return;
        }
        try {
            WebSocketNegotiator negotiator = new Negotiator(head);
            if (!handshaker.upgradeRequest(negotiator, request, response, callback, components, null)) {
                response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
                response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
                refuse(response, callback, 426, ErrorCode.BAD_REQUEST, "a WebSocket upgrade, version 13, is required");
            }
        } catch (HttpException.RuntimeException e) {
            refuse(response, callback, e.getCode(), ErrorCode.BAD_REQUEST, "not a valid WebSocket handshake");
        }
    }

    /** Returns a copy of the head, which lasts until the client's hello. */
    private RequestHead head(Request request) {
        Instant receivedAt = context.clock().instant();
        HttpFields headers = HttpFields.build(request.getHeaders()).asImmutable();
        String address =
                context.clientAddress().of(Request.getRemoteAddr(request), headers.getValuesList(ClientAddress.HEADER));
        return new RequestHead(
                request.getMethod(), Request.getPathInContext(request), address, receivedAt, headers::getValuesList);
    }

    private boolean isAllowedOrigin(@Nullable String origin) {
        return origin != null && context.settings().allowedOrigin().test(origin);
    }

    private void refuse(Response response, Callback callback, int status, ErrorCode code, String detail) {
        byte[] body = Json.encode(
                Failure.of(code, detail).problem(status), context.base().get());
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Creates the frame handler for one request. */
    private final class Negotiator extends WebSocketNegotiator.AbstractNegotiator {
        private final RequestHead head;

        Negotiator(RequestHead head) {
            this.head = head;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            ConnectionMetaData connection = request.getConnectionMetaData();
            limitSendBuffer(connection.getConnection().getEndPoint().getTransport());
            return new ConnectionFrameHandler(
                    context, head, connection.getConnector().getExecutor());
        }

        private static void limitSendBuffer(Object transport) {
            if (transport instanceof SocketChannel channel) {
                try {
                    channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_SIZE);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a WebSocket was closed during its handshake", e);
                }
            }
        }

        @Override
        public void customize(Configuration session) {
            session.setMaxFrameSize(Inbound.MAX_MESSAGE);
            // Long frames are delivered in fragments as they arrive, without allocating the announced length.
            // Inbound, not the parser, therefore detects messages that are too big.
            session.setAutoFragment(true);
            session.setInputBufferSize(BUFFER_SIZE);
            session.setOutputBufferSize(BUFFER_SIZE);
            // Heartbeat detects idle clients instead: Jetty counts the server's own pings as activity.
            session.setIdleTimeout(Duration.ZERO);
        }
    }
}
