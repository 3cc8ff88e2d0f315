package dev.chatrooms.domain.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's account. Life cycle: registered, perhaps disabled and enabled again by an administrator, in the end deleted (anonymised;
 * its id stays, because messages point to it). Keeps its own fields consistent; uniqueness of usernames is the store's.
 *
 * @param email unverified unless {@code emailVerified}; null where none was given
 * @param updatedAt when anything of the above last changed
 */
public record Account(
        AccountId id,
        Username username,
        DisplayName displayName,
        @Nullable DisplayName firstName,
        @Nullable DisplayName lastName,
        @Nullable String bio,
        AccountRole role,
        @Nullable EmailAddress email,
        boolean emailVerified,
        boolean disabled,
        Instant createdAt,
        Instant updatedAt) {

    /** The part of an account that everybody who can see the person may see, and that is shown beside his messages. */
    public Profile profile() {
        return new Profile(id, username, displayName, firstName, lastName, bio, role, createdAt, updatedAt);
    }

    public Account withRole(AccountRole newRole, Instant at) {
        return new Account(
                id,
                username,
                displayName,
                firstName,
                lastName,
                bio,
                newRole,
                email,
                emailVerified,
                disabled,
                createdAt,
                at);
    }
}
