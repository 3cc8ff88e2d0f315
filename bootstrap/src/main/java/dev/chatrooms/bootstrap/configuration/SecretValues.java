package dev.chatrooms.bootstrap.configuration;

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

/** Reads the values that may carry a password; what it complains of is never quoted. */
final class SecretValues {

    private static final Pattern DATABASE_HOST =
            Pattern.compile("(?:[0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");

    private final GivenValues given;

    SecretValues(GivenValues given) {
        this.given = given;
    }

    Optional<Secret> secret(Variable variable) {
        return given.text(variable).map(Secret::new);
    }

    /** The secret itself, or the first line of the file that the other variable names. */
    Optional<Secret> secretOrFile(Variable direct, Variable inFile) {
        Optional<Secret> here = secret(direct);
        Optional<Path> file = given.path(inFile);
        if (here.isPresent() && file.isPresent()) {
            throw new ConfigurationException(
                    inFile.fullName(),
                    "Only one of " + direct.fullName() + " and " + inFile.fullName() + " can be given.");
        }
        return here.isPresent() ? here : file.map(path -> firstLine(inFile, path));
    }

    Optional<SecretUrl> databaseUrl() {
        return given.text(Variable.DATABASE_URL).map(SecretValues::databaseUrl);
    }

    Optional<SecretUrl> smtpUrl() {
        return given.text(Variable.SMTP_URL).map(value -> {
            try {
                SmtpServer.parse(value);
                return new SecretUrl(value);
            } catch (IllegalArgumentException notAnAddress) {
                throw Values.badSecret(
                        Variable.SMTP_URL,
                        "an address like smtp://user:password@host:587?starttls=required or smtps://user:password@host");
            }
        });
    }

    Optional<SecretUrl> redisUrl() {
        return given.text(Variable.REDIS_URL).map(value -> {
            String expected = "an address like redis://host:6379 or rediss://user:password@host";
            serverAddress(Variable.REDIS_URL, value, Set.of("redis", "rediss"), expected);
            return new SecretUrl(value);
        });
    }

    private static SecretUrl databaseUrl(String value) {
        String scheme = "jdbc:postgresql://";
        String expected =
                "an address like jdbc:postgresql://host:5432/database, without user and password before the host";
        if (!value.startsWith(scheme)) {
            throw Values.badSecret(Variable.DATABASE_URL, expected);
        }
        try {
            URI address = new URI(value.substring("jdbc:".length()));
            if (!isDatabaseHosts(address.getRawAuthority())
                    || address.getRawPath().length() < 2) {
                throw Values.badSecret(Variable.DATABASE_URL, expected);
            }
            return new SecretUrl(value);
        } catch (URISyntaxException notAnAddress) {
            throw Values.badSecret(Variable.DATABASE_URL, expected);
        }
    }

    /** Hosts by comma; the driver's own complaints would quote the URL with the password in it. */
    private static boolean isDatabaseHosts(@Nullable String authority) {
        return authority != null && Arrays.stream(authority.split(",", -1)).allMatch(SecretValues::isDatabaseHost);
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
        } catch (URISyntaxException notAnAddress) {
            // Its message would quote the address with the password in it.
            throw Values.badSecret(variable, expected);
        }
        throw Values.badSecret(variable, expected);
    }

    private static Secret firstLine(Variable variable, Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new ConfigurationException(
                        variable.fullName(),
                        variable.fullName() + " names a file whose first line is empty: " + file + ".");
            }
            return new Secret(line);
        } catch (IOException unreadable) {
            throw Values.unreadable(variable, file);
        }
    }
}
