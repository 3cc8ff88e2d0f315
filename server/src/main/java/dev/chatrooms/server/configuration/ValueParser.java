package dev.chatrooms.server.configuration;

import dev.chatrooms.mail.SmtpMailer;
import dev.chatrooms.wire.Origin;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parses a single value strictly. A failure's message is one sentence that says what was expected. */
final class ValueParser {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,19}");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:%-]+");
    private static final Pattern BUCKET_PATH = Pattern.compile("/[^/]+(/[^/]+)*/?");
    private static final Pattern BUCKET_REGION = Pattern.compile("region=[0-9a-z-]+");
    /** A path that can be the path of a cookie. */
    private static final Pattern PUBLIC_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/;,]+)*");

    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    private ValueParser() {}

    static ConfigurationException invalid(Variable variable, String expected, String value) {
        return new ConfigurationException(
                variable.fullName(),
                variable.fullName() + " must be " + expected + ", but is \"" + printable(value) + "\".");
    }

    /** Returns the exception for a value that may contain a secret. Its message does not quote the value. */
    static ConfigurationException invalidSecret(Variable variable, String expected) {
        return new ConfigurationException(variable.fullName(), variable.fullName() + " must be " + expected + ".");
    }

    static ConfigurationException unreadable(Variable variable, Path file) {
        return new ConfigurationException(
                variable.fullName(),
                "The file that " + variable.fullName() + " names cannot be read as UTF-8 text: " + file + ".");
    }

    static long number(Variable variable, String value, long min, long max) {
        if (WHOLE_NUMBER.matcher(value).matches()) {
            BigInteger number = new BigInteger(value);
            if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0) {
                return number.longValueExact();
            }
        }
        throw invalid(variable, "a whole number from " + min + " to " + max, value);
    }

    static boolean flag(Variable variable, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(variable, "true or false", value);
        };
    }

    static <E extends Enum<E>> E choice(Variable variable, String value, E[] choices) {
        List<String> names = Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(value);
        if (index < 0) {
            throw invalid(variable, "one of " + String.join(", ", names), value);
        }
        return choices[index];
    }

    static String host(Variable variable, String value) {
        if (!HOST.matcher(value).matches()) {
            throw invalid(variable, "a host name or an IP address", value);
        }
        return value;
    }

    static String mailAddress(Variable variable, String value) {
        if (!MAIL_ADDRESS.matcher(value).matches() || !SmtpMailer.isValidSender(value)) {
            throw invalid(variable, "a mail address", value);
        }
        return value;
    }

    static Path path(Variable variable, String value) {
        PathLocale locale = PathLocale.current();
        if (!locale.supports(value)) {
            throw new ConfigurationException(
                    variable.fullName(), "The path in " + variable.fullName() + " " + locale.problem() + ".");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException notAPath) {
            throw invalid(variable, "a path", value);
        }
    }

    static URI webUrl(Variable variable, String value) {
        String expected = "an http or https URL without user, query and fragment";
        try {
            URI address = new URI(value.replaceFirst("/+$", ""));
            if (Origin.isWeb(address)
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && PUBLIC_PATH.matcher(address.getRawPath()).matches()) {
                return address;
            }
        } catch (URISyntaxException notAUrl) {
            throw invalid(variable, expected, new SecretUrl(value).toString());
        }
        throw invalid(variable, expected, new SecretUrl(value).toString());
    }

    /** Parses the URL of a bucket with an optional prefix and region. */
    static URI bucketUrl(Variable variable, String value) {
        String expected = "a URL like https://endpoint/bucket/prefix?region=eu-central-1, without user and password";
        try {
            URI address = new URI(value);
            String query = address.getRawQuery();
            if (Origin.isWeb(address)
                    && BUCKET_PATH.matcher(address.getRawPath()).matches()
                    && (query == null || BUCKET_REGION.matcher(query).matches())
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException notAUrl) {
            throw invalid(variable, expected, new SecretUrl(value).toString());
        }
        throw invalid(variable, expected, new SecretUrl(value).toString());
    }

    /** Parses a comma-separated list. Spaces around items are ignored; an empty item is an error. */
    static <T> List<T> list(Variable variable, String value, String expected, Function<String, T> item) {
        try {
            return Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(item)
                    .toList();
        } catch (IllegalArgumentException invalidItem) {
            throw invalid(variable, expected, value);
        }
    }

    /** Replaces control characters, which could break the message into several lines. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }
}
