package dev.chatrooms.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of the API among the paths of a server.
 *
 * @param basePath the path under which the API is served, such as {@code /chat}; empty for the root. The context path
 *     of the host's server precedes it
 * @param publicPath the path under which clients reach the API, if a proxy changes it; empty for the root. Null if it
 *     is the context path and the base path
 */
public record Mount(String basePath, @Nullable String publicPath) {
    /** Letters that mean the same in a route, in a filter mapping, in a cookie and in a URL. */
    private static final Pattern BASE_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    private static final Pattern PUBLIC_PATH = Pattern.compile("(/[^/?#;,\\s]+)*");

    /** The root of the server, or of its context path. */
    public static final Mount ROOT = new Mount("", null);

    /** @throws IllegalArgumentException if a path is not valid */
    public Mount {
        if (!BASE_PATH.matcher(basePath).matches()) {
            throw new IllegalArgumentException("basePath must be empty, or begin and not end with a slash,"
                    + " and consist of letters, digits and - . _ ~, such as /chat");
        }
        if (publicPath != null && !PUBLIC_PATH.matcher(publicPath).matches()) {
            throw new IllegalArgumentException("publicPath must be empty, or begin and not end with a slash");
        }
    }

    public Mount withBasePath(String path) {
        return new Mount(path, publicPath);
    }

    public Mount withPublicPath(String path) {
        return new Mount(basePath, path);
    }

    /** Returns the path under which the server receives the API's requests. */
    public String inServer(String contextPath) {
        return (contextPath.equals("/") ? "" : contextPath) + basePath;
    }

    /** Returns the path under which clients reach the API, with which paths in responses and of cookies begin. */
    public String forClients(String contextPath) {
        return publicPath == null ? inServer(contextPath) : publicPath;
    }
}
