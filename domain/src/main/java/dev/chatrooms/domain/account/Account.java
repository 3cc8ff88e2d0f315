package dev.chatrooms.domain.account;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.metadata.Metadata;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account. An administrator may disable and enable it. A deleted account is anonymised, but its id stays because
 * messages refer to it. The record keeps its own fields consistent. The store keeps usernames and verified addresses
 * unique.
 *
 * @param externalId the id under which the host knows the account; null if it has none
 * @param contact the e-mail address with its verification; null if the account has none
 * @param updatedAt the time of the last change
 */
public record Account(
        AccountId id,
        Username username,
        AccountKind kind,
        @Nullable ExternalId externalId,
        PublicDetails details,
        AccountRole role,
        @Nullable AccountEmail contact,
        AccountState state,
        Instant createdAt,
        Instant updatedAt) {
    /** The number of hexadecimal digits of the id in the username of a deleted account: 96 random bits. */
    private static final int DELETED_DIGITS = 24;

    private static final Pattern DELETED_NAME = Pattern.compile("deleted-[0-9a-f]{" + DELETED_DIGITS + "}");

    /** The display name of deleted accounts. */
    private static final DisplayName DELETED = new DisplayName("Deleted account");

    /** Returns whether a username has the form of those of deleted accounts, so that no other account may take it. */
    public static boolean isReservedForDeleted(Username username) {
        return DELETED_NAME.matcher(username.value()).matches();
    }

    /** Returns a new account with an unverified address. */
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
                id,
                username,
                AccountKind.USER,
                null,
                new PublicDetails(displayName, firstName, lastName),
                role,
                email == null ? null : new AccountEmail(email, false),
                AccountState.ACTIVE,
                at,
                at);
    }

    /** Returns a new account that a host knows by an id of its own. It has neither a password nor an address. */
    public static Account vouchedFor(
            AccountId id,
            Username username,
            AccountKind kind,
            ExternalId externalId,
            PublicDetails details,
            Instant at) {
        return new Account(
                id, username, kind, externalId, details, AccountRole.USER, null, AccountState.ACTIVE, at, at);
    }

    public DisplayName displayName() {
        return details.displayName();
    }

    public @Nullable DisplayName firstName() {
        return details.firstName();
    }

    public @Nullable DisplayName lastName() {
        return details.lastName();
    }

    public @Nullable Bio bio() {
        return details.bio();
    }

    /** Returns the uploaded picture, or null for the generated one. */
    public @Nullable AvatarId avatar() {
        return details.avatar();
    }

    /** Returns the custom data of the host, or null if there is none. */
    public @Nullable Metadata metadata() {
        return details.metadata();
    }

    public @Nullable EmailAddress email() {
        return contact == null ? null : contact.address();
    }

    public boolean emailVerified() {
        return contact != null && contact.verified();
    }

    /** Returns whether the account must not act. A deleted account is disabled. */
    public boolean disabled() {
        return state != AccountState.ACTIVE;
    }

    public boolean deleted() {
        return state == AccountState.DELETED;
    }

    /** Returns the part of the account that other accounts may see. */
    public Profile profile() {
        return new Profile(
                id,
                username,
                displayName(),
                firstName(),
                lastName(),
                bio(),
                avatar(),
                role,
                kind,
                metadata(),
                createdAt,
                updatedAt);
    }

    public Account withProfile(
            DisplayName newDisplayName,
            @Nullable DisplayName newFirstName,
            @Nullable DisplayName newLastName,
            @Nullable Bio newBio,
            Instant at) {
        PublicDetails changed =
                new PublicDetails(newDisplayName, newFirstName, newLastName, newBio, details.avatar(), metadata());
        return with(changed, role, contact, state, at);
    }

    /**
     * Returns this account with another picture.
     *
     * @param newAvatar null for the generated one
     */
    public Account withAvatar(@Nullable AvatarId newAvatar, Instant at) {
        return with(details.withAvatar(newAvatar), role, contact, state, at);
    }

    /**
     * Returns this account with other custom data.
     *
     * @param newMetadata null for none
     */
    public Account withMetadata(@Nullable Metadata newMetadata, Instant at) {
        return with(details.withMetadata(newMetadata), role, contact, state, at);
    }

    public Account withEmail(@Nullable EmailAddress newEmail, boolean verified, Instant at) {
        return with(details, role, newEmail == null ? null : new AccountEmail(newEmail, verified), state, at);
    }

    public Account withRole(AccountRole newRole, Instant at) {
        return with(details, newRole, contact, state, at);
    }

    /** Returns this account disabled or enabled. A deleted account stays deleted. */
    public Account withDisabled(boolean nowDisabled, Instant at) {
        AccountState changed = nowDisabled ? AccountState.DISABLED : AccountState.ACTIVE;
        return with(details, role, contact, deleted() ? state : changed, at);
    }

    private Account with(
            PublicDetails newDetails,
            AccountRole newRole,
            @Nullable AccountEmail newContact,
            AccountState newState,
            Instant at) {
        return new Account(id, username, kind, externalId, newDetails, newRole, newContact, newState, createdAt, at);
    }

    /**
     * Returns what remains of the account once it is deleted: its id and a username made from it. The old username and
     * the external id become free for other accounts.
     */
    public Account anonymised(Instant at) {
        String digits = id.toString().replace("-", "");
        return new Account(
                id,
                new Username("deleted-" + digits.substring(digits.length() - DELETED_DIGITS)),
                kind,
                null,
                new PublicDetails(DELETED, null, null),
                AccountRole.USER,
                null,
                AccountState.DELETED,
                createdAt,
                at);
    }
}
