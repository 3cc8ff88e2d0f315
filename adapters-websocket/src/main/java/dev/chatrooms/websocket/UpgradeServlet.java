package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.wire.ClientAddress;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.ReceivedAt;
import dev.chatrooms.wire.RequestId;
import dev.chatrooms.wire.mapping.Failure;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades requests to WebSocket connections on Jakarta WebSocket, as {@link UpgradeHandler} does on Jetty. It creates
 * no HTTP session and negotiates no extension.
 *
 * <p>The servlet upgrades by itself instead of registering an endpoint, whose refusals could not have a body.
 */
final class UpgradeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ALLOWED_METHODS = "GET, OPTIONS";

    @SuppressWarnings("serial") // Servlets are not serialized.
    private final ServerContext context;

    @SuppressWarnings("serial")
    private final JakartaSockets sockets;

    UpgradeServlet(ServerContext context, JakartaSockets sockets) {
        this.context = context;
        this.sockets = sockets;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)));
        if ("OPTIONS".equals(request.getMethod())) {
            response.setHeader("Allow", ALLOWED_METHODS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (!"GET".equals(request.getMethod())) {
            response.setHeader("Allow", ALLOWED_METHODS);
            refuse(response, 405, ErrorCode.METHOD_NOT_ALLOWED, "only GET is allowed");
        } else if (context.connections().isClosed()) {
            response.setHeader("Retry-After", "1");
            refuse(response, 503, ErrorCode.UNAVAILABLE, "the server is shutting down");
        } else if (!isUpgrade(request)) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", "13");
            refuse(response, 426, ErrorCode.BAD_REQUEST, "a WebSocket upgrade, version 13, is required");
        } else if (request.getHeader("Sec-WebSocket-Key") == null) {
            refuse(response, 400, ErrorCode.BAD_REQUEST, "not a valid WebSocket handshake");
        } else {
            upgrade(request, response);
        }
    }

    /** Returns the context path of the host; empty for the root, and before the servlet is in service. */
    String contextPath() {
        return getServletConfig() == null ? "" : getServletContext().getContextPath();
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && "13".equals(request.getHeader("Sec-WebSocket-Version"));
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        RequestHead head = head(request);
        boolean isAmbient = context.authenticators()
                .find(head)
                .filter(Credential::isAmbient)
                .isPresent();
        if (isAmbient && !isAllowedOrigin(request.getHeader("Origin"))) {
            refuse(response, 403, ErrorCode.CROSS_SITE, "the origin is not allowed");
            return;
        }
        Object container = getServletContext().getAttribute(ServerContainer.class.getName());
        if (!(container instanceof ServerContainer server)) {
            throw new ServletException("this server has no Jakarta WebSocket container");
        }
        JakartaEndpoint endpoint = new JakartaEndpoint(context, sockets, head);
        // Not its own class: Jetty requires a public one.
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Endpoint.class, request.getServletPath())
                .configurator(new Configurator(endpoint))
                .build();
        try {
            server.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Returns a copy of the head, which lasts until the client's hello. */
    private RequestHead head(HttpServletRequest request) {
        Instant receivedAt = ReceivedAt.of(request.getAttribute(ReceivedAt.ATTRIBUTE), context.clock());
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
        }
        String address = context.clientAddress()
                .of(request.getRemoteAddr(), headers.getOrDefault(ClientAddress.HEADER, List.of()));
        return new RequestHead(
                request.getMethod(),
                request.getRequestURI(),
                address,
                receivedAt,
                name -> headers.getOrDefault(name, List.of()));
    }

    private boolean isAllowedOrigin(@Nullable String origin) {
        return origin != null && context.settings().allowedOrigin().test(origin);
    }

    private void refuse(HttpServletResponse response, int status, ErrorCode code, String detail) throws IOException {
        byte[] body = Json.encode(
                Failure.of(code, detail).problem(status), context.base().get());
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Uses an endpoint that exists already, and neither an extension nor a subprotocol. */
    private static final class Configurator extends ServerEndpointConfig.Configurator {
        private final JakartaEndpoint endpoint;

        Configurator(JakartaEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "";
        }

        @Override
        public boolean checkOrigin(String origin) {
            // The servlet has checked it.
            return true;
        }
    }
}
