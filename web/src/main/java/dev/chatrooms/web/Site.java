package dev.chatrooms.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the client, loaded from the class path, and those of the {@link Manual}. */
final class Site {
    /** The paths besides those of the assets. */
    static final List<String> PATHS = Stream.concat(
                    Stream.of("/", "/client.js", "/client.d.ts", "/embed.js", "/manifest.webmanifest"),
                    Manual.PATHS.stream())
            .toList();

    private static final String ASSETS = "/assets/";

    /** The folders of the assets. */
    static final List<String> FOLDERS = List.of(ASSETS, Manual.ASSETS);

    static final String FOLDER = "/dev/chatrooms/web/client/";
    private static final String PREACT = "/META-INF/resources/webjars/preact/10.27.2/";
    private static final String HTM = "/META-INF/resources/_static/htm/3.1.1/dist/htm.module.js";

    /** The libraries by the names under which modules import them, and their places on the class path. */
    private static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of(
            "preact", PREACT + "dist/preact.module.js",
            "preact/hooks", PREACT + "hooks/dist/hooks.module.js",
            "htm", HTM));

    /** The libraries' places below the assets. */
    private static final Map<String, String> PLACES =
            LIBRARIES.keySet().stream().collect(Collectors.toMap(name -> name, Site::library));

    /** The modules that the page loads at once, as opposed to those that it imports when they are needed. */
    private static final List<String> LATER = List.of(
            "embed.js",
            "embed/",
            "emoji/",
            "account/files.js",
            "account/settings.js",
            "account/notifications.js",
            "account/profile.js",
            "account/credentials.js",
            "account/sessions.js",
            "account/setup.js",
            "account/strings.js",
            "account/signin.js",
            "account/reset.js",
            "account/verify.js",
            "account/invite.js",
            "admin/",
            "client/download.js",
            "client/transfer.js",
            "client/index.js",
            "client/upload.js",
            "files/lightbox.js",
            "files/room-files.js",
            "files/strings.js",
            "messages/pins.js",
            "messages/replies.js",
            "messages/thread.js",
            "people/",
            "rooms/create.js",
            "rooms/home.js",
            "rooms/directory.js",
            "rooms/switcher.js",
            "rooms/settings.js",
            "rooms/strings.js",
            "rooms/invites.js",
            "rooms/news.js",
            "rooms/next.js",
            "search/",
            "ui/brief-time.js",
            "ui/dialog.js",
            "ui/favicon.js",
            "ui/focus.js",
            "ui/keys-strings.js",
            "ui/keys.js",
            "ui/layers.js",
            "ui/list.js",
            "ui/notifications.js",
            "ui/pages.js",
            "ui/panel.js",
            "ui/tabs.js");

    private final Map<String, Asset> assets;

    private Site(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** @throws IllegalStateException if a file is missing on the class path */
    static Site load() {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Resources.text(FOLDER + "files.txt").lines().forEach(name -> files.put(name, Resources.read(FOLDER + name)));
        LIBRARIES.forEach((name, place) -> files.put(library(name), Resources.read(place)));
        files.replaceAll((name, content) -> name.endsWith(".js") ? Imports.resolved(name, content, PLACES) : content);
        Bundle bundle = Bundle.of(ASSETS, files);

        Map<String, Asset> assets = new HashMap<>(bundle.assets());
        String relative = "." + bundle.base();
        assets.put("/", page(relative, files));
        assets.put("/client.js", script("export * from '" + relative + "client/index.js';\n"));
        byte[] types = Resources.read(FOLDER + "client/client.d.ts");
        assets.put("/client.d.ts", Asset.of("client.d.ts", types, Policy.FIXED));
        assets.put("/embed.js", script("export * from '" + relative + "embed.js';\n"));
        String manifest = Resources.text(FOLDER + "manifest.webmanifest").replace("{assets}", relative);
        assets.put("/manifest.webmanifest", Asset.of("manifest.webmanifest", Resources.bytes(manifest), Policy.FIXED));
        return new Site(assets);
    }

    /** Returns the file at a path; null if there is none. */
    @Nullable
    Asset find(String path) {
        Asset asset = assets.get(path);
        return asset == null ? Manual.find(path) : asset;
    }

    private static Asset page(String base, Map<String, byte[]> files) {
        String preloaded = files.keySet().stream()
                .filter(name -> name.endsWith(".js") && !name.equals("theme.js"))
                .filter(name -> LATER.stream().noneMatch(name::startsWith))
                .map(name -> "<link rel=\"modulepreload\" href=\"" + base + name + "\">")
                .collect(Collectors.joining("\n"));
        String html =
                Resources.text(FOLDER + "index.html").replace("{assets}", base).replace("{preloaded}", preloaded);
        return Asset.of("index.html", Resources.bytes(html), Policy.page());
    }

    private static Asset script(String content) {
        return Asset.of("client.js", Resources.bytes(content), Policy.FIXED);
    }

    private static String library(String name) {
        return "lib/" + name.replace('/', '-') + ".js";
    }
}
