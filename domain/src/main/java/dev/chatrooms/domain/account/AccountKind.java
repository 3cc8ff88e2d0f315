package dev.chatrooms.domain.account;

/** The kind of an account, which never changes. */
public enum AccountKind {
    /** A person. */
    USER,
    /** A program that acts under a name of its own. */
    BOT,
    /** The application itself. */
    SYSTEM
}
