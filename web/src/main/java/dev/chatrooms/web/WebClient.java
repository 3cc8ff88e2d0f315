package dev.chatrooms.web;

import dev.chatrooms.wire.Mount;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Serves the browser client: {@code new WebClient("").accept(config)} beside the adapters for HTTP and WebSocket, with
 * the same base path. The page finds the API next to itself, so it works under any path and behind any proxy.
 *
 * <p>It answers {@code /}, {@code /client.js}, {@code /client.d.ts}, {@code /embed.js}, {@code /manifest.webmanifest}
 * and {@code /assets/…}, and serves the documentation of the API at {@code /docs} and {@code /docs/socket}. A server
 * without it lacks nothing else. On a servlet container, {@link #servlet()} serves the same.
 */
public final class WebClient implements Consumer<JavalinConfig> {
    private final String basePath;
    private final Site site = Site.load();

    /**
     * Creates a client at the base path of the adapters, such as {@code /chat}; empty for the root.
     *
     * @throws IllegalArgumentException if the path is not valid, see {@link Mount}
     */
    public WebClient(String basePath) {
        this.basePath = Mount.ROOT.withBasePath(basePath).basePath();
    }

    @Override
    public void accept(JavalinConfig config) {
        for (String path : Site.PATHS) {
            for (HandlerType method : HandlerType.commonHttp()) {
                config.routes.addHttpHandler(method, basePath + path, this::serve);
            }
        }
        for (String folder : Site.FOLDERS) {
            for (HandlerType method : HandlerType.commonHttp()) {
                config.routes.addHttpHandler(method, basePath + folder + "<path>", this::serve);
            }
        }
    }

    private void serve(Context context) throws IOException {
        // Writing to the response itself keeps Javalin from compressing it, which is done when the site is loaded.
        Exchange exchange = new Exchange(site, context.contextPath() + basePath);
        if (!exchange.answer(context.req(), context.res())) {
            context.status(HttpStatus.NOT_FOUND);
        }
    }

    /** Returns a servlet for a host's container. The host maps it to {@link #servletPaths()}. */
    public HttpServlet servlet() {
        return new SiteServlet(site, basePath);
    }

    /** Returns the patterns of the paths that the servlet serves. */
    public Set<String> servletPaths() {
        Set<String> paths = new LinkedHashSet<>();
        // The empty pattern is the root of the context, and does not cover the paths below it.
        Site.PATHS.forEach(path -> paths.add(basePath.isEmpty() && path.equals("/") ? "" : basePath + path));
        if (!basePath.isEmpty()) {
            paths.add(basePath);
        }
        Site.FOLDERS.forEach(folder -> paths.add(basePath + folder + "*"));
        return paths;
    }
}
