package dev.chatrooms.application.admin;

import org.jspecify.annotations.Nullable;

/**
 * An audit entry with the present names of what it is about. A name is null if there is none.
 *
 * @param actor the username of the account that acted
 * @param account the username of the account that was acted on
 * @param room the name of the room
 */
public record AuditView(
        AuditRecord record,
        @Nullable String actor,
        @Nullable String account,
        @Nullable String room) {}
