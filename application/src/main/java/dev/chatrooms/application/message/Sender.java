package dev.chatrooms.application.message;

import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;

/** The sender of a message, with the current names and not those at the time of posting. */
public record Sender(AccountId id, Username username, DisplayName displayName) {}
