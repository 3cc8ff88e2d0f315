package dev.chatrooms.application.people;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.people.Presence;

/** Whether a person is there, as the caller may know it. */
public record PersonPresence(AccountId userId, Presence presence) {}
