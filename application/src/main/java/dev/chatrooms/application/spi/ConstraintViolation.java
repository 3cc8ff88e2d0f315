package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/** Thrown when a unique constraint is violated. */
public final class ConstraintViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The unique constraints. */
    public enum Constraint {
        /** A username, among all accounts. */
        USERNAME,
        /** A folded e-mail address, among the accounts that have verified it. */
        VERIFIED_EMAIL,
        /** The id under which a host knows an account. */
        EXTERNAL_ID,

        /** The folded name of a public room that is not deleted. */
        PUBLIC_ROOM_NAME,
        /** The host's id of a room that is not deleted. */
        EXTERNAL_ROOM_ID,
        /** The pair of a direct room that is not deleted. */
        DIRECT_PAIR,
        /** A client id, among one sender's messages. */
        CLIENT_ID,
        /** An account in a room. */
        MEMBERSHIP
    }

    private final Constraint constraint;

    public ConstraintViolation(Constraint constraint, @Nullable Throwable cause) {
        super(constraint.name(), cause);
        this.constraint = constraint;
    }

    public Constraint constraint() {
        return constraint;
    }
}
