package dev.chatrooms.application.message;

import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;

/** Who a message is from, as shown beside it: the names of today, not of when it was posted. */
public record Sender(AccountId id, Username username, DisplayName displayName) {}
