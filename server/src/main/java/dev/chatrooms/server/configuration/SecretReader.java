package dev.chatrooms.server.configuration;

import dev.chatrooms.mail.SmtpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the values that may contain a password. Error messages never quote them. */
final class SecretReader {

    private static final Pattern DATABASE_HOST =
            Pattern.compile("(?:[0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");

    private final RawValues values;

    SecretReader(RawValues values) {
        this.values = values;
    }

    Optional<Secret> secret(Variable variable) {
        return values.text(variable).map(Secret::new);
    }

    /** Returns the secret itself, or the first line of the file that the other variable names. */
    Optional<Secret> secretOrFile(Variable direct, Variable inFile) {
        Optional<Secret> value = secret(direct);
        Optional<Path> file = values.path(inFile);
        if (value.isPresent() && file.isPresent()) {
            throw new ConfigurationException(
                    inFile.fullName(), "Set either " + direct.fullName() + " or " + inFile.fullName() + ", not both.");
        }
        return value.isPresent() ? value : file.map(path -> firstLine(inFile, path));
    }

    Optional<SecretUrl> databaseUrl() {
        return values.text(Variable.DATABASE_URL).map(SecretReader::databaseUrl);
    }

    Optional<SecretUrl> smtpUrl() {
        return values.text(Variable.SMTP_URL).map(value -> {
            try {
                SmtpServer.parse(value);
                return new SecretUrl(value);
            } catch (IllegalArgumentException notAUrl) {
                throw ValueParser.invalidSecret(
                        Variable.SMTP_URL,
                        "a URL like smtp://user:password@host:587?starttls=required"
                                + " or smtps://user:password@host");
            }
        });
    }

    Optional<SecretUrl> redisUrl() {
        return values.text(Variable.REDIS_URL).map(value -> {
            String expected = "a URL like redis://host:6379 or rediss://user:password@host";
            serverAddress(Variable.REDIS_URL, value, Set.of("redis", "rediss"), expected);
            return new SecretUrl(value);
        });
    }

    private static SecretUrl databaseUrl(String value) {
        String scheme = "jdbc:postgresql://";
        String expected = "a URL like jdbc:postgresql://host:5432/database, without user and password before the host";
        if (!value.startsWith(scheme)) {
            throw ValueParser.invalidSecret(Variable.DATABASE_URL, expected);
        }
        try {
            URI address = new URI(value.substring("jdbc:".length()));
            if (!isDatabaseHosts(address.getRawAuthority())
                    || address.getRawPath().length() < 2) {
                throw ValueParser.invalidSecret(Variable.DATABASE_URL, expected);
            }
            return new SecretUrl(value);
        } catch (URISyntaxException notAUrl) {
            throw ValueParser.invalidSecret(Variable.DATABASE_URL, expected);
        }
    }

    /** Checks the comma-separated hosts here, because the driver's error messages quote the URL with its password. */
    private static boolean isDatabaseHosts(@Nullable String authority) {
        return authority != null && Arrays.stream(authority.split(",", -1)).allMatch(SecretReader::isDatabaseHost);
    }

    private static boolean isDatabaseHost(String host) {
        Matcher parts = DATABASE_HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group("port");
        return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= 65_535);
    }

    private static URI serverAddress(Variable variable, String value, Set<String> schemes, String expected) {
        try {
            URI address = new URI(value);
            if (address.getScheme() != null
                    && schemes.contains(address.getScheme())
                    && address.getHost() != null
                    && address.getPort() <= 65_535
                    && address.getPort() != 0
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException notAUrl) {
            // The exception's message quotes the URL with its password.
            throw ValueParser.invalidSecret(variable, expected);
        }
        throw ValueParser.invalidSecret(variable, expected);
    }

    private static Secret firstLine(Variable variable, Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new ConfigurationException(
                        variable.fullName(),
                        "The file that " + variable.fullName() + " names has an empty first line: " + file + ".");
            }
            return new Secret(line);
        } catch (IOException unreadable) {
            throw ValueParser.unreadable(variable, file);
        }
    }
}
