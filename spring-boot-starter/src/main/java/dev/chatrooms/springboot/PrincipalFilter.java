package dev.chatrooms.springboot;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes the name of a request's principal on to {@link PrincipalAuthenticator}, which knows only the head of the
 * request, in a header. A header of that name that a client has sent is removed.
 */
final class PrincipalFilter implements Filter {
    static final String HEADER = "X-Chatrooms-Principal";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request instanceof HttpServletRequest http ? new WithPrincipal(http) : request, response);
    }

    private static final class WithPrincipal extends HttpServletRequestWrapper {
        private final @Nullable String principal;

        WithPrincipal(HttpServletRequest request) {
            super(request);
            Principal known = request.getUserPrincipal();
            this.principal = known == null ? null : URLEncoder.encode(known.getName(), StandardCharsets.UTF_8);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER) ? principal : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (!name.equalsIgnoreCase(HEADER)) {
                return super.getHeaders(name);
            }
            return principal == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(principal));
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
            names.removeIf(HEADER::equalsIgnoreCase);
            if (principal != null) {
                names.add(HEADER);
            }
            return Collections.enumeration(names);
        }
    }
}
