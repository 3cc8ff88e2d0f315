package dev.chatrooms.bootstrap.configuration;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL that may carry a password. It prints with the user information and the value of every parameter that is not
 * known to be harmless replaced by {@code [REDACTED]}.
 */
public final class SecretUrl {

    /** Greedy up to the last at sign, as an unencoded one inside a password must not end it early. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

    private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&]*)(=?)[^&]*");

    private static final Set<String> HARMLESS = Set.of(
            "ApplicationName",
            "connectTimeout",
            "currentSchema",
            "hostRecheckSeconds",
            "loadBalanceHosts",
            "loginTimeout",
            "socketTimeout",
            "ssl",
            "sslmode",
            "starttls",
            "targetServerType",
            "tcpKeepAlive");

    private final String url;

    public SecretUrl(String url) {
        this.url = url;
    }

    /** The whole URL, for the one place that connects with it. */
    public String reveal() {
        return url;
    }

    /** Whether printing this URL hides anything. */
    public boolean carriesSecret() {
        return !toString().equals(url);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretUrl secret && secret.url.equals(url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    @Override
    public String toString() {
        String withoutUser = USER_INFO.matcher(url).replaceFirst("//" + Secret.REDACTED + "@");
        return PARAMETER.matcher(withoutUser).replaceAll(SecretUrl::shown);
    }

    private static String shown(MatchResult parameter) {
        String name = parameter.group(2);
        if (HARMLESS.contains(name)) {
            return Matcher.quoteReplacement(parameter.group());
        }
        // One without a value may be the rest of a password with an unencoded ampersand in it.
        String kept = parameter.group(3).isEmpty() ? "" : name + "=";
        return Matcher.quoteReplacement(parameter.group(1) + kept + Secret.REDACTED);
    }
}
