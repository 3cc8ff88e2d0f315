package dev.chatrooms.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of the client, loaded from the class path. All files but the pages are below a path with the digest of all
 * of them, so they never change and are cached for ever; their addresses of each other are relative.
 */
final class Site {
    /** The paths besides those of the assets. */
    static final List<String> PATHS = List.of("/", "/client.js", "/manifest.webmanifest");

    static final String ASSETS = "/assets/";

    private static final String FOLDER = "/dev/chatrooms/web/client/";
    private static final String PREACT = "/META-INF/resources/webjars/preact/10.28.0/";
    private static final String HTM = "/META-INF/resources/_static/htm/3.1.1/dist/htm.module.js";

    /** The libraries by the names under which modules import them, and their places on the class path. */
    private static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of(
            "preact", PREACT + "dist/preact.module.js",
            "preact/hooks", PREACT + "hooks/dist/hooks.module.js",
            "htm", HTM));

    /** The modules that the page loads at once, as opposed to those that it imports when they are needed. */
    private static final List<String> LATER = List.of(
            "emoji/",
            "account/settings.js",
            "account/profile.js",
            "account/credentials.js",
            "account/sessions.js",
            "account/setup.js",
            "account/reset.js",
            "account/verify.js",
            "account/invite.js",
            "messages/pins.js",
            "people/",
            "rooms/directory.js",
            "rooms/settings.js",
            "rooms/invites.js",
            "search/");

    private final Map<String, Asset> assets;

    private Site(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** @throws IllegalStateException if a file is missing on the class path */
    static Site load() {
        Map<String, byte[]> files = new TreeMap<>();
        text(FOLDER + "files.txt").lines().forEach(name -> files.put(name, read(FOLDER + name)));
        LIBRARIES.forEach((name, place) -> files.put(library(name), read(place)));
        String base = ASSETS + Digests.hex(together(files)) + "/";

        Map<String, Asset> assets = new HashMap<>();
        files.forEach((name, content) -> assets.put(base + name, Asset.of(name, content, Policy.ASSET)));
        String relative = "." + base;
        assets.put("/", page(relative, files));
        assets.put("/client.js", script("export * from '" + relative + "client/index.js';\n"));
        assets.put(
                "/manifest.webmanifest",
                Asset.of(
                        "manifest.webmanifest",
                        bytes(text(FOLDER + "manifest.webmanifest").replace("{assets}", relative)),
                        Policy.FIXED));
        return new Site(assets);
    }

    /** Returns the file at a path; null if there is none. */
    @Nullable
    Asset find(String path) {
        return assets.get(path);
    }

    private static Asset page(String base, Map<String, byte[]> files) {
        String importMap = LIBRARIES.keySet().stream()
                .map(name -> "\"" + name + "\":\"" + base + library(name) + "\"")
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
        String preloaded = files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("theme.js"))
                .filter(name -> LATER.stream().noneMatch(name::startsWith))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + base + name + "\">")
                .collect(Collectors.joining("\n"));
        String html = text(FOLDER + "index.html")
                .replace("{assets}", base)
                .replace("{importMap}", importMap)
                .replace("{preloaded}", preloaded);
        return Asset.of("index.html", bytes(html), Policy.page(Digests.source(bytes(importMap))));
    }

    private static Asset script(String content) {
        return Asset.of("client.js", bytes(content), Policy.FIXED);
    }

    private static String library(String name) {
        return "lib/" + name.replace('/', '-') + ".js";
    }

    private static byte[] together(Map<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, content) -> {
            all.writeBytes(bytes(name));
            all.writeBytes(content);
        });
        return all.toByteArray();
    }

    private static String text(String resource) {
        return new String(read(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Site.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
