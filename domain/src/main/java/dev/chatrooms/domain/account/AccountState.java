package dev.chatrooms.domain.account;

/** The state of an account. An administrator disables and enables an account; its deletion is final. */
public enum AccountState {
    ACTIVE,
    /** The account can neither log in nor act. */
    DISABLED,
    /** The account is anonymised. Only its id remains. */
    DELETED
}
