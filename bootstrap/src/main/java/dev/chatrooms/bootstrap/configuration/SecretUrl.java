package dev.chatrooms.bootstrap.configuration;

import java.util.regex.Pattern;

/**
 * A URL that may carry a password. It prints with the user information and every parameter whose
 * name speaks of a password replaced by {@code [REDACTED]}.
 */
public final class SecretUrl {

    /** Greedy up to the last at sign, as an unencoded one inside a password must not end it early. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

    private static final Pattern PASSWORD_PARAMETER =
            Pattern.compile("([?&][^=&]*(?:password|secret|token)[^=&]*=)[^&]*", Pattern.CASE_INSENSITIVE);

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
        return PASSWORD_PARAMETER.matcher(withoutUser).replaceAll("$1" + Secret.REDACTED);
    }
}
