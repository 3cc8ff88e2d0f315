package dev.chatrooms.web;

import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.Problem;
import dev.chatrooms.wire.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request for a part of the site. Methods other than {@code GET}, {@code HEAD} and {@code OPTIONS} are
 * refused.
 *
 * @param prefix the path of the site on the server
 */
record Exchange(Site site, String prefix) {
    private static final String METHODS = "GET, HEAD, OPTIONS";

    /** Returns whether the site has the path. If not, nothing is written. */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(prefix.length());
        Asset asset = site.find(path);
        if (asset == null && !path.isEmpty() && !isWithSlash(path)) {
            return false;
        }
        response.setHeader(RequestId.HEADER, RequestId.of(request.getHeader(RequestId.HEADER)));
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                if (asset == null) {
                    redirect(request, response);
                } else {
                    get(request, response, asset);
                }
            }
            case "OPTIONS" -> {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                response.setHeader("Allow", METHODS);
            }
            default -> {
                response.setHeader("Allow", METHODS);
                refuse(response);
            }
        }
        return true;
    }

    private static void get(HttpServletRequest request, HttpServletResponse response, Asset asset) throws IOException {
        asset.headers(request.getHeader("Host")).forEach(response::setHeader);
        if (matches(request.getHeader("If-None-Match"), asset.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(asset.contentType());
        byte[] content = asset.plain();
        byte[] gzipped = asset.gzipped();
        if (gzipped != null && accepts(request.getHeader("Accept-Encoding"))) {
            response.setHeader("Content-Encoding", "gzip");
            content = gzipped;
        }
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content);
        }
    }

    /** Returns whether the path is that of a page with a slash at its end. */
    private boolean isWithSlash(String path) {
        return path.endsWith("/") && site.find(path.substring(0, path.length() - 1)) != null;
    }

    /** The addresses in a page are relative, so the root needs a slash at its end, and other pages have none. */
    private static void redirect(HttpServletRequest request, HttpServletResponse response) {
        String uri = request.getRequestURI();
        response.setStatus(308);
        // Relative, since a proxy may have changed the path.
        if (uri.endsWith("/")) {
            String page = uri.substring(0, uri.length() - 1);
            response.setHeader("Location", "../" + page.substring(page.lastIndexOf('/') + 1));
        } else {
            response.setHeader("Location", "./" + uri.substring(uri.lastIndexOf('/') + 1) + "/");
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        byte[] problem = Json.encode(
                Problem.of(ErrorCode.METHOD_NOT_ALLOWED, 405, "this path does not have the method", null, List.of()),
                prefix);
        response.setStatus(405);
        response.setContentType("application/problem+json");
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    private static boolean matches(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null && (ifNoneMatch.contains(etag) || ifNoneMatch.equals("*"));
    }

    private static boolean accepts(@Nullable String encodings) {
        return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
    }
}
