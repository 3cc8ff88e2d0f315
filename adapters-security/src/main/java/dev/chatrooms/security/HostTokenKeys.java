package dev.chatrooms.security;

import com.auth0.jwt.algorithms.Algorithm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that verify the tokens of a host. Thread-safe. */
interface HostTokenKeys {
    /**
     * Returns the algorithm with the key of an id, without blocking.
     *
     * @param keyId the {@code kid} of the token; null if it has none
     */
    Optional<Algorithm> known(@Nullable String keyId);

    /** As {@link #known}, and asks for new keys if the id is unknown and it is time to. May block. */
    default Optional<Algorithm> find(@Nullable String keyId) {
        return known(keyId);
    }
}
