package dev.chatrooms.domain.account;

/** What a person may do to the whole system; what he may do in a room is his role there. */
public enum AccountRole {
    USER,
    ADMIN
}
