package dev.chatrooms.domain;

import java.util.function.Function;

/**
 * The domain's answer to a command: an outcome or a refusal, never null.
 *
 * @param <T> the outcome, usually the changed aggregate with its events
 */
public sealed interface Decision<T> {
    /** The command is accepted. */
    record Accepted<T>(T outcome) implements Decision<T> {}

    /** The command is refused and changes nothing. */
    record Refused<T>(Refusal refusal) implements Decision<T> {}

    static <T> Decision<T> accept(T outcome) {
        return new Accepted<>(outcome);
    }

    static <T> Decision<T> refuse(RefusalCode code, String detail) {
        return new Refused<>(new Refusal(code, detail));
    }

    /** Returns this decision with its outcome mapped, or the same refusal. */
    default <R> Decision<R> map(Function<? super T, ? extends R> mapping) {
        return flatMap(outcome -> new Accepted<>(mapping.apply(outcome)));
    }

    /** Returns the decision that the outcome leads to, or the same refusal. */
    default <R> Decision<R> flatMap(Function<? super T, ? extends Decision<R>> next) {
        if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.refusal());
        }
        return next.apply(((Accepted<T>) this).outcome());
    }

    /** Returns the outcome, or throws the exception made from the refusal. */
    default <X extends RuntimeException> T orElseThrow(Function<Refusal, X> exception) {
        if (this instanceof Refused<T> refused) {
            throw exception.apply(refused.refusal());
        }
        return ((Accepted<T>) this).outcome();
    }
}
