package dev.chatrooms.application.people;

import dev.chatrooms.domain.account.Profile;

/**
 * Somebody as the caller sees him.
 *
 * @param isContact whether the caller has noted him as a contact
 * @param blockedByMe whether the caller has blocked him; that he has blocked the caller is not told here
 */
public record Person(Profile profile, boolean isContact, boolean blockedByMe) {}
