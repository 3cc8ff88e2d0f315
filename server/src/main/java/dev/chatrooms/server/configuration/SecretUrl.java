package dev.chatrooms.server.configuration;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL that may contain a password. It prints with {@code [REDACTED]} in place of the user information and of the
 * value of every parameter that is not known to be harmless.
 */
public final class SecretUrl {

    /** Matches greedily up to the last at sign, because a password may contain an unencoded one. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

    private static final Pattern PARAMETER = Pattern.compile("([?&])([^=&]*)(=?)[^&]*");

    private static final Set<String> HARMLESS_PARAMETERS = Set.of(
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

    /** Returns the whole URL. Only the code that connects to it should call this. */
    public String reveal() {
        return url;
    }

    /** Returns whether the URL contains anything that is redacted when it prints. */
    public boolean hasSecret() {
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
        return PARAMETER.matcher(withoutUser).replaceAll(SecretUrl::redacted);
    }

    private static String redacted(MatchResult parameter) {
        String name = parameter.group(2);
        if (HARMLESS_PARAMETERS.contains(name)) {
            return Matcher.quoteReplacement(parameter.group());
        }
        // A parameter without a value may be the rest of a password that contains an unencoded ampersand.
        String kept = parameter.group(3).isEmpty() ? "" : name + "=";
        return Matcher.quoteReplacement(parameter.group(1) + kept + Secret.REDACTED);
    }
}
