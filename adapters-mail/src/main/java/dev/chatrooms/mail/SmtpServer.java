package dev.chatrooms.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The address of a mail server, and how to connect to it. {@code toString} omits the credentials.
 *
 * @param credentials null if the server requires no authentication
 */
public record SmtpServer(
        String host, int port, Security security, @Nullable Credentials credentials) {
    private static final int SMTP = 25;
    private static final int SMTPS = 465;
    private static final int HIGHEST_PORT = 65_535;

    /** When TLS is used. The server's certificate must match the host name. */
    public enum Security {
        /** From the first byte (SMTPS). */
        TLS,
        /** By STARTTLS. No mail is sent to a server that does not offer it. */
        STARTTLS_REQUIRED,
        /** By STARTTLS if the server offers it, otherwise not at all. */
        STARTTLS_OFFERED,
        NEVER
    }

    /** A user name and a password. {@code toString} shows neither. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[REDACTED]";
        }
    }

    /**
     * Parses a URL such as {@code smtp://user:password@host:587?starttls=required} or {@code smtps://host}. User and
     * password are optional, but only together, and percent-encoded where a URL requires it. The default port is
     * {@value #SMTP}, for {@code smtps} {@value #SMTPS}.
     *
     * @throws IllegalArgumentException if the URL is invalid; the message does not quote it
     */
    public static SmtpServer parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // The exception's message quotes the URL with the password.
            throw invalid("malformed URL");
        }
        String host = uri.getHost();
        if (host == null || uri.getRawFragment() != null || !uri.getRawPath().matches("/?")) {
            throw invalid("expected a host and no path");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw invalid("the port is out of range");
        }
        Security security = security(String.valueOf(uri.getScheme()), uri.getRawQuery());
        int port = uri.getPort() > 0 ? uri.getPort() : security == Security.TLS ? SMTPS : SMTP;
        return new SmtpServer(host.replaceAll("[\\[\\]]", ""), port, security, credentials(uri.getRawUserInfo()));
    }

    private static Security security(String scheme, @Nullable String query) {
        if (scheme.equals("smtps") && query == null) {
            return Security.TLS;
        }
        if (!scheme.equals("smtp")) {
            throw invalid("expected smtp://, or smtps:// without starttls");
        }
        if (query == null) {
            return Security.STARTTLS_OFFERED;
        }
        return switch (query) {
            case "starttls=required" -> Security.STARTTLS_REQUIRED;
            case "starttls=never" -> Security.NEVER;
            default -> throw invalid("starttls must be required or never");
        };
    }

    private static @Nullable Credentials credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String[] parts = userInfo.split(":", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw invalid("expected both user and password, or neither");
        }
        return new Credentials(decode(parts[0]), decode(parts[1]));
    }

    /** Decodes percent-encoded UTF-8. A plus sign stands for itself. */
    private static String decode(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                // The URI parser guarantees that two digits follow.
                bytes.put((byte) HexFormat.fromHexDigits(new String(raw, i + 1, 2, StandardCharsets.US_ASCII)));
                i += 2;
            } else {
                bytes.put(raw[i]);
            }
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw invalid("user and password must be UTF-8");
        }
        if (decoded.chars().anyMatch(Character::isISOControl)) {
            // SASL PLAIN separates its fields with NUL (RFC 4616).
            throw invalid("user and password must not contain control characters");
        }
        return decoded;
    }

    private static IllegalArgumentException invalid(String reason) {
        return new IllegalArgumentException("invalid mail server URL: " + reason);
    }

    @Override
    public String toString() {
        return "SmtpServer[" + host + ":" + port + ", " + security + "]";
    }
}
