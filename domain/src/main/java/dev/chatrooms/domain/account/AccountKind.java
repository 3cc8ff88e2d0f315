package dev.chatrooms.domain.account;

/** The kind of an account, which never changes. */
public enum AccountKind {
    /** A person. */
    USER,
    /** A program that acts under a name of its own, with the permissions of a user. */
    BOT,
    /** The application itself, which writes in every room without being a member. Blocks have no effect on it. */
    SYSTEM
}
