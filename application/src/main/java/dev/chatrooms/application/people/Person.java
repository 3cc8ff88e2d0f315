package dev.chatrooms.application.people;

import dev.chatrooms.domain.account.Profile;

/**
 * An account as the caller sees it.
 *
 * @param isContact whether it is one of the caller's contacts
 * @param blockedByMe whether the caller has blocked it; a block in the other direction is not shown
 */
public record Person(Profile profile, boolean isContact, boolean blockedByMe) {}
