package dev.chatrooms.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves the routes on a host's servlet container. Javalin's servlet finds the route; {@link ServletTransport} reads
 * the request and writes the response.
 */
@SuppressWarnings("serial") // Servlets are not serialized.
public final class ApiServlet extends HttpServlet {
    private static final String ATTRIBUTE = ApiServlet.class.getName();

    private final Servlet javalin;
    private final Timers timers;
    private final Duration stall;

    /** @param stall the time after which a response is given up whose client reads nothing */
    public ApiServlet(Servlet javalin, Timers timers, Duration stall) {
        this.javalin = javalin;
        this.timers = timers;
        this.stall = stall;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute(ATTRIBUTE, this);
        javalin.service(new AsyncRequest(NormalPath.of(HeaderFilter.withoutHidden(request))), response);
    }

    /** Returns the servlet that has received a request; null on Javalin's own server. */
    static @Nullable ApiServlet of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ApiServlet servlet ? servlet : null;
    }

    Transport transport(HttpServletRequest request, HttpServletResponse response) {
        return new ServletTransport(request, response, timers, stall);
    }
}
