package dev.chatrooms.domain;

import java.util.function.Supplier;

/** The outcome of a value's constructor for a text. */
public final class Verdict {
    public static final String ACCEPTED = "accepted";

    private Verdict() {}

    /** {@link #ACCEPTED}, or the code of the refusal. */
    public static String on(Supplier<?> constructor) {
        try {
            constructor.get();
            return ACCEPTED;
        } catch (InvalidValue e) {
            return e.code();
        }
    }
}
