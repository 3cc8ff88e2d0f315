package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import java.util.Optional;

/** What people's clients keep with their accounts, as text that nobody here looks into. */
public interface Settings {
    /** At most so many bytes of UTF-8 are kept for one account. */
    int MAX_BYTES = 16 * 1024;

    /**
     * Keeps a text in place of the one before; it comes back to the character. It holds no NUL and no unpaired
     * surrogate.
     */
    void put(AccountId account, String text);

    /** Empty if there is none. */
    Optional<String> find(AccountId account);

    /** Lets go of it; nothing happens if there is none. */
    void remove(AccountId account);
}
