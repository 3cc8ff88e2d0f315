package dev.chatrooms.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to speak with it. Prints without user and password.
 *
 * @param login null where the server wants none
 */
public record SmtpServer(
        String host, int port, Security security, @Nullable Login login) {
    private static final int SMTP = 25;
    private static final int SMTPS = 465;
    private static final int HIGHEST_PORT = 65_535;

    /** When a connection is secured. The server then has to prove that it is the one that was named. */
    public enum Security {
        /** From the first byte on. */
        TLS,
        /** Before anything is said; a server that does not offer it gets no mail. */
        STARTTLS_REQUIRED,
        /** If the server offers it. */
        STARTTLS_OFFERED,
        NEVER
    }

    /** Who we are to the server. Prints nothing of it. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[REDACTED]";
        }
    }

    /**
     * Reads {@code smtp://user:password@host:587?starttls=required} or {@code smtps://…}. User and password come
     * together or not at all, percent-encoded where they hold what a URL cannot; the port is {@value #SMTP} unless it
     * is named, for {@code smtps} {@value #SMTPS}.
     *
     * @throws IllegalArgumentException if it is none; the message does not quote it
     */
    public static SmtpServer parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Its message would quote the URL with the password in it.
            throw bad("it is not a URL");
        }
        String host = uri.getHost();
        if (host == null || uri.getRawFragment() != null || !uri.getRawPath().matches("/?")) {
            throw bad("a host is expected, and nothing behind it");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw bad("there is no such port");
        }
        Security security = security(String.valueOf(uri.getScheme()), uri.getRawQuery());
        int port = uri.getPort() > 0 ? uri.getPort() : security == Security.TLS ? SMTPS : SMTP;
        return new SmtpServer(host.replaceAll("[\\[\\]]", ""), port, security, login(uri.getRawUserInfo()));
    }

    private static Security security(String scheme, @Nullable String query) {
        if (scheme.equals("smtps") && query == null) {
            return Security.TLS;
        }
        if (!scheme.equals("smtp")) {
            throw bad("smtp:// is expected, or smtps:// without starttls");
        }
        if (query == null) {
            return Security.STARTTLS_OFFERED;
        }
        return switch (query) {
            case "starttls=required" -> Security.STARTTLS_REQUIRED;
            case "starttls=never" -> Security.NEVER;
            default -> throw bad("starttls is required or never");
        };
    }

    private static @Nullable Login login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String[] parts = userInfo.split(":", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw bad("user and password come together");
        }
        return new Login(decoded(parts[0]), decoded(parts[1]));
    }

    /** Percent-encoded UTF-8; a plus is a plus. */
    private static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                // Two digits follow, or it would be no URI.
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
            throw bad("user and password are UTF-8");
        }
        if (decoded.chars().anyMatch(Character::isISOControl)) {
            // A NUL would end the user in the middle (RFC 4616).
            throw bad("user and password hold no control characters");
        }
        return decoded;
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("not the address of a mail server: " + why);
    }

    @Override
    public String toString() {
        return "SmtpServer[" + host + ":" + port + ", " + security + "]";
    }
}
