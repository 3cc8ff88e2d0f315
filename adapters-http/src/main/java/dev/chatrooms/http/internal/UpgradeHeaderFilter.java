package dev.chatrooms.http.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hides the WebSocket header of a request to a path that is not a WebSocket. Because of that header alone, Javalin
 * would create an HTTP session and answer in HTML, so that clients could fill the memory with sessions. Real handshakes
 * do not reach this filter: they are handled before the servlets.
 */
public final class UpgradeHeaderFilter implements Filter {
    private static final String HEADER = "Sec-WebSocket-Version";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean hasHeader = request instanceof HttpServletRequest http && http.getHeader(HEADER) != null;
        chain.doFilter(hasHeader ? new WithoutHeader((HttpServletRequest) request) : request, response);
    }

    private static final class WithoutHeader extends HttpServletRequestWrapper {
        WithoutHeader(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER) ? null : super.getHeader(name);
        }
    }
}
