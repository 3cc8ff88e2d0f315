package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.util.Collection;
import java.util.Optional;

/** The uploaded avatar images. The account says which of its images is shown; an image may be stored before it is. */
public interface Avatars {
    /** The maximum size of an image in bytes. */
    int MAX_BYTES = 1024 * 1024;

    /**
     * Stores an image of an account; no effect if it is stored already.
     *
     * @param id the id of the content
     */
    void add(AccountId account, AvatarId id, EncodedImage picture);

    /** Finds an image of an account. */
    Optional<EncodedImage> find(AccountId account, AvatarId id);

    /** Returns whether the account has this image, without reading its bytes. */
    boolean has(AccountId account, AvatarId id);

    /** Removes all images of an account except these. */
    void retain(AccountId account, Collection<AvatarId> ids);
}
