package dev.chatrooms.bootstrap.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A web origin as a browser sends it: scheme, host and port, lower case, a default port left out.
 *
 * @param text for example {@code https://chat.example.org}
 */
public record Origin(String text) {

    /** The origin of a page address; its path does not matter. */
    public static Origin of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        boolean plain = address.getPort() == -1 || address.getPort() == usual;
        return new Origin(scheme + "://" + host + (plain ? "" : ":" + address.getPort()));
    }

    /**
     * Reads {@code scheme://host[:port]} and nothing more.
     *
     * @throws IllegalArgumentException if there is a path, a user or anything else, or the scheme is neither http nor
     *     https
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
        } catch (URISyntaxException notAnAddress) {
            throw new IllegalArgumentException("not an origin", notAnAddress);
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
