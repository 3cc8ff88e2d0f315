package dev.chatrooms.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the site on a host's servlet container. */
@SuppressWarnings("serial") // Servlets are not serialized.
final class SiteServlet extends HttpServlet {
    private final Site site;
    private final String basePath;

    SiteServlet(Site site, String basePath) {
        this.site = site;
        this.basePath = basePath;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = new Exchange(site, request.getContextPath() + basePath);
        if (!exchange.answer(request, response)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
