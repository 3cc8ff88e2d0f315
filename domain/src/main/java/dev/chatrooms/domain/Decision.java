package dev.chatrooms.domain;

import java.util.function.Function;

/**
 * What the domain answers to a command: an outcome, or a refusal. Never null, never a boolean.
 *
 * @param <T> the outcome, usually the changed aggregate with the events that say what happened
 */
public sealed interface Decision<T> {
    /** The command is accepted with this outcome. */
    record Accepted<T>(T outcome) implements Decision<T> {}

    /** The command is refused and nothing changes. */
    record Refused<T>(Refusal refusal) implements Decision<T> {}

    static <T> Decision<T> accept(T outcome) {
        return new Accepted<>(outcome);
    }

    static <T> Decision<T> refuse(RefusalCode code, String detail) {
        return new Refused<>(new Refusal(code, detail));
    }

    /** The outcome, or whatever the caller makes of the refusal, thrown. */
    default <X extends RuntimeException> T orElseThrow(Function<Refusal, X> exception) {
        if (this instanceof Refused<T> refused) {
            throw exception.apply(refused.refusal());
        }
        return ((Accepted<T>) this).outcome();
    }
}
