package dev.chatrooms.bootstrap.configuration;

import dev.chatrooms.mail.SmtpMailer;
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

/** Reads one value strictly, or says in one sentence what it should have been. */
final class Values {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,19}");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:%-]+");
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    private Values() {}

    static ConfigurationException bad(Variable variable, String expected, String value) {
        return new ConfigurationException(
                variable.fullName(),
                variable.fullName() + " must be " + expected + ", but is \"" + printable(value) + "\".");
    }

    /** For a value that may hold a secret: it is not quoted. */
    static ConfigurationException badSecret(Variable variable, String expected) {
        return new ConfigurationException(variable.fullName(), variable.fullName() + " must be " + expected + ".");
    }

    static ConfigurationException unreadable(Variable variable, Path file) {
        return new ConfigurationException(
                variable.fullName(),
                variable.fullName() + " names a file that cannot be read as UTF-8 text: " + file + ".");
    }

    static long number(Variable variable, String value, long least, long most) {
        if (WHOLE_NUMBER.matcher(value).matches()) {
            BigInteger number = new BigInteger(value);
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        throw bad(variable, "a whole number from " + least + " to " + most, value);
    }

    static boolean flag(Variable variable, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(variable, "true or false", value);
        };
    }

    static <E extends Enum<E>> E choice(Variable variable, String value, E[] choices) {
        List<String> names = Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(value);
        if (index < 0) {
            throw bad(variable, "one of " + String.join(", ", names), value);
        }
        return choices[index];
    }

    static String host(Variable variable, String value) {
        if (!HOST.matcher(value).matches()) {
            throw bad(variable, "a host name or an IP address", value);
        }
        return value;
    }

    static String mailAddress(Variable variable, String value) {
        if (!MAIL_ADDRESS.matcher(value).matches() || !SmtpMailer.isValidSender(value)) {
            throw bad(variable, "a mail address", value);
        }
        return value;
    }

    static Path path(Variable variable, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException notAPath) {
            throw bad(variable, "a path", value);
        }
    }

    static URI webAddress(Variable variable, String value) {
        String expected = "an http or https address without user, query and fragment";
        try {
            URI address = new URI(value.replaceFirst("/+$", ""));
            if (Origin.isWeb(address) && address.getRawQuery() == null && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException notAnAddress) {
            throw bad(variable, expected, new SecretUrl(value).toString());
        }
        throw bad(variable, expected, new SecretUrl(value).toString());
    }

    /** A list by comma; spaces around its parts do not count, an empty part is an error. */
    static <T> List<T> list(Variable variable, String value, String expected, Function<String, T> part) {
        try {
            return Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(part)
                    .toList();
        } catch (IllegalArgumentException badPart) {
            throw bad(variable, expected, value);
        }
    }

    /** Control characters would break the one line that the message is promised to be. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }
}
