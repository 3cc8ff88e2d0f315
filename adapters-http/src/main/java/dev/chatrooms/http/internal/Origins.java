package dev.chatrooms.http.internal;

import dev.chatrooms.wire.ErrorCode;
import io.javalin.http.HandlerType;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Decides which web sites may read responses (CORS) and may use the login cookies. */
final class Origins {
    /** The request headers that pages of allowed origins may set, beside those that browsers always permit. */
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, If-None-Match, If-Range, Last-Event-ID, Range, X-Request-Id";

    /** The response headers that pages of allowed origins may read, beside those that browsers always expose. */
    private static final String RESPONSE_HEADERS = "Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, "
            + "Retry-After, WWW-Authenticate, X-Request-Id";

    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Returns whether a page of an allowed site made a request. Browsers add {@code Origin} to all unsafe requests;
     * those that omit it send {@code Sec-Fetch-Site}. A request with neither proves nothing.
     */
    private boolean isAllowed(HttpFields headers) {
        String origin = headers.get("Origin");
        return origin == null ? "same-origin".equals(headers.get("Sec-Fetch-Site")) : allowed.contains(origin);
    }

    /**
     * Checks a request that is authenticated with a cookie.
     *
     * @throws Refused if a page of another site made it
     */
    void requireAllowed(HttpFields headers) {
        if (!isAllowed(headers)) {
            throw new Refused(
                    ErrorCode.CROSS_SITE, "a login cookie counts only for requests from this site's own pages");
        }
    }

    /** Lets pages of allowed origins read the response. */
    void expose(Exchange exchange) {
        exchange.setHeader("Vary", "Origin");
        String origin = allowedOrigin(exchange);
        if (origin != null) {
            exchange.setHeader("Access-Control-Allow-Origin", origin);
            exchange.setHeader("Access-Control-Allow-Credentials", "true");
            exchange.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }

    /** Answers a CORS preflight request from an allowed origin. */
    void preflight(Exchange exchange, String methods) {
        if (allowedOrigin(exchange) != null && exchange.headers().contains("Access-Control-Request-Method")) {
            exchange.setHeader("Access-Control-Allow-Methods", methods);
            exchange.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
            exchange.setHeader("Access-Control-Max-Age", "600");
        }
    }

    private @Nullable String allowedOrigin(Exchange exchange) {
        String origin = exchange.headers().get("Origin");
        return origin != null && allowed.contains(origin) ? origin : null;
    }

    static boolean isSafe(HandlerType method) {
        return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD) || method.equals(HandlerType.OPTIONS);
    }
}
