package dev.chatrooms.application.message;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;

/** The sender of a message, with the current names and not those at the time of posting. */
public record Sender(AccountId id, Username username, DisplayName displayName, AccountKind kind) {
    /** Returns the part of an account that is shown beside its messages. */
    public static Sender of(Account account) {
        return new Sender(account.id(), account.username(), account.displayName(), account.kind());
    }
}
