package dev.chatrooms.application.people;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Presence;

/** An account's presence, as far as the caller may know it. */
public record PersonPresence(AccountId userId, Presence presence) {}
