package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/** Something that must be unique is not. */
public final class ConstraintViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What must be unique. */
    public enum Constraint {
        /** A username, over all accounts. */
        USERNAME,
        /** A folded address, over all accounts that have verified it. */
        VERIFIED_EMAIL,

        /** The folded name of a public room, over all that are not deleted. */
        PUBLIC_ROOM_NAME,
        /** A pair of people, over all direct rooms that are not deleted. */
        DIRECT_PAIR,
        /** A client id, over all messages of one sender. */
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
