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
 * Lets a request that says it wants a WebSocket, where there is none, pass as the plain request that it is. Javalin
 * goes by that one header, opens an HTTP session for the stranger who sent it, and answers in HTML: so anybody could
 * fill the memory with sessions. Real handshakes do not come here, they are dealt with before the servlets.
 */
public final class StrayUpgrades implements Filter {
    private static final String HEADER = "Sec-WebSocket-Version";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean stray = request instanceof HttpServletRequest http && http.getHeader(HEADER) != null;
        chain.doFilter(stray ? new Plain((HttpServletRequest) request) : request, response);
    }

    private static final class Plain extends HttpServletRequestWrapper {
        Plain(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER) ? null : super.getHeader(name);
        }
    }
}
