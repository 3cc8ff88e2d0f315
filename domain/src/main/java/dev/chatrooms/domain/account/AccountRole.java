package dev.chatrooms.domain.account;

/** The role of an account in the whole system. Its role in a room is {@code Role}. */
public enum AccountRole {
    USER,
    ADMIN
}
