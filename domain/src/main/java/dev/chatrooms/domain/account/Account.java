package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person's account. Life cycle: registered, perhaps disabled and enabled again by an administrator, in the end
 * deleted (anonymised; its id stays, because messages point to it). Keeps its own fields consistent; uniqueness of
 * usernames and of verified addresses is the store's.
 *
 * @param avatar the picture that was uploaded; null where none was, and one is drawn
 * @param email unverified unless {@code emailVerified}; null where none was given
 * @param disabled whether it may act at all; a deleted account is disabled for ever
 * @param updatedAt when anything of the above last changed
 */
public record Account(
        AccountId id,
        Username username,
        DisplayName displayName,
        @Nullable DisplayName firstName,
        @Nullable DisplayName lastName,
        @Nullable Bio bio,
        @Nullable AvatarId avatar,
        AccountRole role,
        @Nullable EmailAddress email,
        boolean emailVerified,
        boolean disabled,
        boolean deleted,
        Instant createdAt,
        Instant updatedAt) {
    /** How many hexadecimal digits of its id tell a deleted account's name from those of others: 96 random bits. */
    private static final int DELETED_DIGITS = 24;

    private static final Pattern DELETED_NAME = Pattern.compile("deleted-[0-9a-f]{" + DELETED_DIGITS + "}");

    /** What everybody reads in place of the name of somebody who is gone. */
    private static final DisplayName DELETED = new DisplayName("Deleted account");

    /** Whether a deleted account may be called that, now or some day: nobody else is to have such a name. */
    public static boolean isReservedForDeleted(Username username) {
        return DELETED_NAME.matcher(username.value()).matches();
    }

    /** A new account, as somebody registers it. */
    public static Account registered(
            AccountId id,
            Username username,
            DisplayName displayName,
            @Nullable DisplayName firstName,
            @Nullable DisplayName lastName,
            AccountRole role,
            @Nullable EmailAddress email,
            Instant at) {
        return new Account(
                id, username, displayName, firstName, lastName, null, null, role, email, false, false, false, at, at);
    }

    /** The part of an account that everybody who can see the person may see, and that is shown beside his messages. */
    public Profile profile() {
        return new Profile(id, username, displayName, firstName, lastName, bio, avatar, role, createdAt, updatedAt);
    }

    public Account withProfile(
            DisplayName newDisplayName,
            @Nullable DisplayName newFirstName,
            @Nullable DisplayName newLastName,
            @Nullable Bio newBio,
            Instant at) {
        return new Account(
                id,
                username,
                newDisplayName,
                newFirstName,
                newLastName,
                newBio,
                avatar,
                role,
                email,
                emailVerified,
                disabled,
                deleted,
                createdAt,
                at);
    }

    /**
     * Shows another picture.
     *
     * @param newAvatar null for the one that is drawn
     */
    public Account withAvatar(@Nullable AvatarId newAvatar, Instant at) {
        return new Account(
                id,
                username,
                displayName,
                firstName,
                lastName,
                bio,
                newAvatar,
                role,
                email,
                emailVerified,
                disabled,
                deleted,
                createdAt,
                at);
    }

    public Account withEmail(@Nullable EmailAddress newEmail, boolean verified, Instant at) {
        return new Account(
                id,
                username,
                displayName,
                firstName,
                lastName,
                bio,
                avatar,
                role,
                newEmail,
                verified,
                disabled,
                deleted,
                createdAt,
                at);
    }

    public Account withRole(AccountRole newRole, Instant at) {
        return new Account(
                id,
                username,
                displayName,
                firstName,
                lastName,
                bio,
                avatar,
                newRole,
                email,
                emailVerified,
                disabled,
                deleted,
                createdAt,
                at);
    }

    public Account withDisabled(boolean nowDisabled, Instant at) {
        return new Account(
                id,
                username,
                displayName,
                firstName,
                lastName,
                bio,
                avatar,
                role,
                email,
                emailVerified,
                nowDisabled || deleted,
                deleted,
                createdAt,
                at);
    }

    /**
     * What is left of an account that its owner deletes: an id, and a name that tells nothing. Somebody else may get
     * the old name.
     */
    public Account anonymised(Instant at) {
        String digits = id.toString().replace("-", "");
        return new Account(
                id,
                new Username("deleted-" + digits.substring(digits.length() - DELETED_DIGITS)),
                DELETED,
                null,
                null,
                null,
                null,
                AccountRole.USER,
                null,
                false,
                true,
                true,
                createdAt,
                at);
    }
}
