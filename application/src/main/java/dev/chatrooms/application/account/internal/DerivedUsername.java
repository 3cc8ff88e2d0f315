package dev.chatrooms.application.account.internal;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Username;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** Makes valid usernames out of other texts, such as display names. */
final class DerivedUsername {
    private static final String FALLBACK = "user";
    private static final int MAX_LENGTH = 32;
    private static final int SUFFIX_LENGTH = 9;

    private DerivedUsername() {}

    /**
     * Returns the username that is closest to a text: without accents, with hyphens in place of other characters than
     * letters and digits, and without the domain of an e-mail address.
     */
    static Username from(String text) {
        String local = text.indexOf('@') > 0 ? text.substring(0, text.indexOf('@')) : text;
        String name = trimmed(Normalizer.normalize(local, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._]+", "-"));
        try {
            Username username = new Username(name);
            return Account.isReservedForDeleted(username) ? new Username(FALLBACK) : username;
        } catch (InvalidValue e) {
            return new Username(FALLBACK);
        }
    }

    /** Returns a username with a random suffix, for one that is taken. */
    static Username another(Username taken, UUID random) {
        String name = taken.value();
        String stem = trimmed(name.substring(0, Math.min(name.length(), MAX_LENGTH - SUFFIX_LENGTH)));
        String digits = random.toString().replace("-", "");
        return new Username(stem + "-" + digits.substring(digits.length() - SUFFIX_LENGTH + 1));
    }

    private static String trimmed(String name) {
        String cut = name.replaceAll("^[^a-z0-9]+", "");
        return cut.substring(0, Math.min(cut.length(), MAX_LENGTH)).replaceAll("[^a-z0-9]+$", "");
    }
}
