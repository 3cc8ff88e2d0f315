package dev.chatrooms.application.spi;

import dev.chatrooms.application.account.AvatarImage;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.util.Collection;
import java.util.Optional;

/**
 * The pictures that people have uploaded. Which of them is shown is said by the account; here there may also be one
 * that is about to be.
 */
public interface Avatars {
    /** At most so many bytes are kept as one picture. */
    int MAX_BYTES = 1024 * 1024;

    /**
     * Keeps a picture for an account; nothing happens if that has it already.
     *
     * @param id that of the content
     */
    void add(AccountId account, AvatarId id, AvatarImage picture);

    /** Empty if that account has no such picture. */
    Optional<AvatarImage> find(AccountId account, AvatarId id);

    /** Whether that account has that picture, without a look at its bytes. */
    boolean has(AccountId account, AvatarId id);

    /** Lets go of all pictures of an account but those. */
    void retain(AccountId account, Collection<AvatarId> ids);
}
