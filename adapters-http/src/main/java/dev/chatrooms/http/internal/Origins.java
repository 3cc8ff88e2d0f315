package dev.chatrooms.http.internal;

import dev.chatrooms.wire.ErrorCode;
import io.javalin.http.HandlerType;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Which web sites' pages may talk to this server, in the two senses that matter: reading its answers, and using its
 * cookies.
 */
final class Origins {
    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Whether a request that its browser has authenticated with a cookie was made by a page of ours. Browsers add
     * {@code Origin} to everything unsafe; the few that leave it out say {@code Sec-Fetch-Site}. What says neither
     * proves nothing.
     */
    private boolean isOurs(HttpFields headers) {
        String origin = headers.get("Origin");
        return origin == null ? "same-origin".equals(headers.get("Sec-Fetch-Site")) : allowed.contains(origin);
    }

    /**
     * Lets a request be authenticated with a cookie.
     *
     * @throws Refused if it was not made by a page of ours
     */
    void requireOurs(HttpFields headers) {
        if (!isOurs(headers)) {
            throw new Refused(
                    ErrorCode.CROSS_SITE, "a login cookie counts only for requests from this site's own pages");
        }
    }

    /** Lets the pages of allowed origins read the answer. */
    void expose(Exchange exchange) {
        exchange.setHeader("Vary", "Origin");
        String origin = allowedOrigin(exchange);
        if (origin != null) {
            exchange.setHeader("Access-Control-Allow-Origin", origin);
            exchange.setHeader("Access-Control-Allow-Credentials", "true");
            exchange.setHeader("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
        }
    }

    /** Answers a browser that asks beforehand what a page of an allowed origin may send. */
    void preflight(Exchange exchange, String methods) {
        if (allowedOrigin(exchange) != null && exchange.headers().contains("Access-Control-Request-Method")) {
            exchange.setHeader("Access-Control-Allow-Methods", methods);
            exchange.setHeader(
                    "Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, X-Request-Id");
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
