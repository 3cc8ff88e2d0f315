package dev.chatrooms.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that limit what a browser does with a file.
 *
 * @param cache the value of {@code Cache-Control}
 * @param content the content security policy of a page, with {@code {sockets}} for the addresses of its sockets; null
 *     for a file that is no page
 * @param isShared whether pages of other sites may load the file, as code for their own clients
 */
record Policy(String cache, @Nullable String content, boolean isShared) {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String REVALIDATED = "no-cache";
    private static final String SOCKETS = "{sockets}";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d+)?|\\[[0-9A-Fa-f:]+](:\\d+)?");

    private static final String UNUSED_FEATURES = "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
            + "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /** A file whose address changes with its content. */
    static final Policy ASSET = new Policy(FOREVER, null, true);

    /** A file at a fixed address. */
    static final Policy FIXED = new Policy(REVALIDATED, null, true);

    /** A page that runs the modules of this site only, and inserts no text as HTML. */
    static Policy page() {
        return new Policy(
                REVALIDATED,
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "font-src 'self'",
                        "img-src 'self' blob:",
                        "media-src 'self'",
                        "connect-src 'self'" + SOCKETS,
                        "manifest-src 'self'",
                        "require-trusted-types-for 'script'",
                        "trusted-types 'none'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'none'"),
                false);
    }

    /**
     * A page of the documentation, which runs the scripts of this site only.
     *
     * @param images further sources of images
     * @param trustedTypes the names of its policies for trusted types
     */
    static Policy manual(String images, String trustedTypes) {
        return new Policy(
                REVALIDATED,
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "font-src 'self'",
                        ("img-src 'self' " + images).trim(),
                        "connect-src 'self'" + SOCKETS,
                        "require-trusted-types-for 'script'",
                        "trusted-types " + trustedTypes,
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'none'"),
                false);
    }

    Map<String, String> headers(@Nullable String host, String etag) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", cache);
        headers.put("ETag", etag);
        headers.put("Vary", "Accept-Encoding");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        if (isShared) {
            headers.put("Access-Control-Allow-Origin", "*");
            headers.put("Cross-Origin-Resource-Policy", "cross-origin");
        }
        if (content != null) {
            headers.put("Content-Security-Policy", content.replace(SOCKETS, sockets(host)));
            headers.put("Permissions-Policy", UNUSED_FEATURES);
            headers.put("Cross-Origin-Opener-Policy", "same-origin");
            headers.put("Cross-Origin-Resource-Policy", "same-origin");
        }
        return headers;
    }

    /** Some browsers do not count sockets of the same host as {@code 'self'}. */
    private static String sockets(@Nullable String host) {
        return host != null && HOST.matcher(host).matches() ? " ws://" + host + " wss://" + host : "";
    }
}
