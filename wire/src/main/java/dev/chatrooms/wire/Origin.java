package dev.chatrooms.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin as a browser or the web view of an app sends it. That of a web site has scheme, host and port in lower
 * case, without the scheme's default port. That of an app or a browser extension has a scheme of its own, and its host
 * is kept as it is written.
 *
 * @param text for example {@code https://chat.example.org} or {@code capacitor://localhost}
 */
public record Origin(String text) {
    // Not a URI: java.net.URI knows no host that ends in a label like 3f5c, as an extension's id may.
    private static final Pattern APP = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([A-Za-z0-9._-]+(:[0-9]{1,5})?)");

    /** Schemes that are no app's: those of the web, and those whose pages have an opaque origin. */
    private static final Set<String> NOT_APPS =
            Set.of("http", "https", "ws", "wss", "ftp", "file", "data", "blob", "about", "javascript");

    /** Returns the origin of a page's address. The path is ignored. */
    public static Origin of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        boolean isDefault = address.getPort() == -1 || address.getPort() == defaultPort;
        return new Origin(scheme + "://" + host + (isDefault ? "" : ":" + address.getPort()));
    }

    /**
     * Parses {@code scheme://host[:port]}.
     *
     * @throws IllegalArgumentException if the text has a path, a user or anything else, or if its scheme is neither
     *     http nor https nor that of an app
     */
    public static Origin parse(String text) {
        Matcher app = APP.matcher(text);
        if (app.matches() && !NOT_APPS.contains(app.group(1).toLowerCase(Locale.ROOT))) {
            return new Origin(app.group(1).toLowerCase(Locale.ROOT) + "://" + app.group(2));
        }
        try {
            URI address = new URI(text);
            boolean bare = "".equals(address.getRawPath())
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            if (!bare || !isWeb(address)) {
                throw new IllegalArgumentException("not an origin");
            }
            return of(address);
        } catch (URISyntaxException notAUrl) {
            throw new IllegalArgumentException("not an origin", notAUrl);
        }
    }

    /**
     * Checks that a set contains origins as browsers send them. Another spelling would never match a request.
     *
     * @return a copy of the set
     * @throws IllegalArgumentException if one of them is no origin, or is spelled differently
     */
    public static Set<String> requireExact(Set<String> origins) {
        for (String origin : origins) {
            if (!isExact(origin)) {
                throw new IllegalArgumentException("allowedOrigins must consist of scheme, host and port as the browser"
                        + " sends them, in lower case, without a default port and without a slash at the end, such as"
                        + " https://chat.example.org, but one is " + origin);
            }
        }
        return Set.copyOf(origins);
    }

    private static boolean isExact(String origin) {
        try {
            return parse(origin).text().equals(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether this is the address of a page of the web, without a user. */
    public static boolean isWeb(URI address) {
        return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getPort() <= 65_535
                && address.getPort() != 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
