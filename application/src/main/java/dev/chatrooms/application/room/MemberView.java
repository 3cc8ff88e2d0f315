package dev.chatrooms.application.room;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Role;
import java.time.Instant;

/** A member as other members see it. */
public record MemberView(Profile user, Role role, Instant joinedAt) {}
