package dev.chatrooms.application.account;

import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows of an account, not yet validated.
 *
 * @param username the username of a new account; null to derive one from the display name or the external id. Existing
 *     accounts keep theirs
 * @param displayName null to keep the current one; a new account shows its username then
 * @param firstName null to keep the current one
 * @param lastName null to keep the current one
 * @param kind the kind of a new account, which never changes
 * @param metadata custom data, which everyone who sees the account sees too; null to keep the current one
 */
public record AccountProfile(
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String firstName,
        @Nullable String lastName,
        AccountKind kind,
        @Nullable Metadata metadata) {
    /** Returns the profile of a user with a display name. */
    public static AccountProfile named(String displayName) {
        return new AccountProfile(null, displayName, null, null, AccountKind.USER, null);
    }

    /** Returns a profile that says nothing. */
    public static AccountProfile unknown() {
        return new AccountProfile(null, null, null, null, AccountKind.USER, null);
    }

    /** Returns this profile with the username that a new account takes. */
    public AccountProfile withUsername(String name) {
        return new AccountProfile(name, displayName, firstName, lastName, kind, metadata);
    }

    /** Returns this profile with the first and last name. */
    public AccountProfile withNames(@Nullable String first, @Nullable String last) {
        return new AccountProfile(username, displayName, first, last, kind, metadata);
    }

    /** Returns this profile with the kind that a new account has. */
    public AccountProfile withKind(AccountKind newKind) {
        return new AccountProfile(username, displayName, firstName, lastName, newKind, metadata);
    }

    /** Returns this profile with custom data. */
    public AccountProfile withMetadata(Metadata data) {
        return new AccountProfile(username, displayName, firstName, lastName, kind, data);
    }
}
