package dev.chatrooms.application.message;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.message.Emoji;
import java.time.Instant;

/** An account's reaction to a message. */
public record Reaction(Emoji emoji, Profile user, Instant at) {}
