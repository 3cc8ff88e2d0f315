package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import java.util.Optional;

/** Settings that clients store with an account, as opaque text. */
public interface Settings {
    /** The maximum size of an account's settings in bytes of UTF-8. */
    int MAX_BYTES = 16 * 1024;

    /**
     * Replaces the settings of an account. The text is returned unchanged; it contains no NUL and no unpaired
     * surrogate.
     */
    void put(AccountId account, String text);

    /** Finds the settings of an account. */
    Optional<String> find(AccountId account);

    /** Removes the settings of an account, if any. */
    void remove(AccountId account);
}
