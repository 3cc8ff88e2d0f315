package dev.chatrooms.http.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalises the path, and hides the headers that Javalin acts upon by itself:
 *
 * <ul>
 *   <li>{@code Sec-WebSocket-Version} on a path that is not a WebSocket. Because of that header alone, Javalin would
 *       create an HTTP session and answer in HTML, so that clients could fill the memory with sessions. Real handshakes
 *       do not reach this filter: they are handled before the servlets.
 *   <li>{@code X-HTTP-Method-Override}. Javalin would route a GET with this header as a DELETE, and the checks of
 *       proxies and browsers for unsafe methods would not apply to it.
 * </ul>
 */
public final class HeaderFilter implements Filter {
    private static final List<String> HIDDEN = List.of("Sec-WebSocket-Version", "X-HTTP-Method-Override");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                request instanceof HttpServletRequest http ? NormalPath.of(withoutHidden(http)) : request, response);
    }

    /** Returns a request without these headers. */
    static HttpServletRequest withoutHidden(HttpServletRequest request) {
        boolean hides = HIDDEN.stream().anyMatch(name -> request.getHeader(name) != null);
        return hides ? new WithoutHeaders(request) : request;
    }

    private static final class WithoutHeaders extends HttpServletRequestWrapper {
        WithoutHeaders(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isHidden(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        private static boolean isHidden(String name) {
            return HIDDEN.stream().anyMatch(name::equalsIgnoreCase);
        }
    }
}
