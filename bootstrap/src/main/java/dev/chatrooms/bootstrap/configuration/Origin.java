package dev.chatrooms.bootstrap.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A web origin as a browser sends it: scheme, host and port in lower case, without the scheme's default port.
 *
 * @param text for example {@code https://chat.example.org}
 */
public record Origin(String text) {

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
     *     http nor https
     */
    static Origin parse(String text) {
        try {
            URI address = new URI(text);
            boolean bare =
                    address.getRawPath().isEmpty() && address.getRawQuery() == null && address.getRawFragment() == null;
            if (!bare || !isWeb(address)) {
                throw new IllegalArgumentException("not an origin");
            }
            return of(address);
        } catch (URISyntaxException notAUrl) {
            throw new IllegalArgumentException("not an origin", notAUrl);
        }
    }

    static boolean isWeb(URI address) {
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
