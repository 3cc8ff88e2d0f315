package dev.chatrooms.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pages for developers of clients: the contract, which can be read and tried in Swagger UI, and the socket protocol
 * with a console. Swagger UI is large, so the files are loaded when the first of them is asked for.
 */
final class Manual {
    static final List<String> PATHS = List.of("/docs", "/docs/socket");
    static final String ASSETS = "/docs/assets/";

    private static final String FOLDER = "/dev/chatrooms/web/docs/";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    /** The files by their names below the assets, and their places on the class path. */
    private static final Map<String, String> FILES = Map.of(
            "api.js", FOLDER + "api.js",
            "socket.js", FOLDER + "socket.js",
            "docs.css", FOLDER + "docs.css",
            "swagger.css", FOLDER + "swagger.css",
            "markdown.js", Site.FOLDER + "messages/markdown.js",
            "swagger-ui-bundle.js", SWAGGER + "swagger-ui-bundle.js",
            "swagger-ui.css", SWAGGER + "swagger-ui.css");

    /** The files of the client that have the same place here. */
    private static final List<String> SHARED = List.of(
            "theme.js",
            "favicon.svg",
            "styles/fonts.css",
            "styles/base.css",
            "styles/controls.css",
            "styles/later.css",
            "fonts/inter-latin.woff2",
            "fonts/inter-latin-ext.woff2",
            "fonts/inter-cyrillic.woff2",
            "fonts/inter-greek.woff2",
            "fonts/inter-vietnamese.woff2");

    private Manual() {}

    /** Returns the file at a path; null if there is none. */
    static @Nullable Asset find(String path) {
        return PATHS.contains(path) || path.startsWith(ASSETS) ? Loaded.FILES.get(path) : null;
    }

    private static Map<String, Asset> load() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        FILES.forEach((name, place) -> files.put(name, Resources.read(place)));
        SHARED.forEach(name -> files.put(name, Resources.read(Site.FOLDER + name)));
        Bundle bundle = Bundle.of(ASSETS, files);
        Map<String, Asset> all = new HashMap<>(bundle.assets());
        all.put("/docs", page("api.html", "." + bundle.base(), Policy.manual("data:", "dompurify")));
        String fromSocket = bundle.base().replaceFirst("^/docs", ".");
        all.put("/docs/socket", page("socket.html", fromSocket, Policy.manual("", "'none'")));
        return Map.copyOf(all);
    }

    private static Asset page(String name, String assets, Policy policy) {
        String html = Resources.text(FOLDER + name)
                .replace("{head}", Resources.text(FOLDER + "head.html"))
                .replace("{assets}", assets);
        return Asset.of(name, Resources.bytes(html), policy);
    }

    private static final class Loaded {
        static final Map<String, Asset> FILES = load();
    }
}
