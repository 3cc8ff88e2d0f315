package dev.chatrooms.application.event;

import java.util.concurrent.CompletionStage;

/** A stream of a client that holds one of the account's {@link StreamPlaces}. Its methods must not block. */
public sealed interface ClientStream {
    /** Ends the stream, whose place has been given to another one. May be called before the place is granted. */
    void makeRoom();

    /** A stream that may end at any time, because its client opens the next one by itself and resumes. */
    non-sealed interface Replaceable extends ClientStream {}

    /** A stream that is ended only if its client does not answer. */
    non-sealed interface Probed extends ClientStream {
        /**
         * Asks the client for a sign of life.
         *
         * @return completes with the first one from now on
         */
        CompletionStage<Void> probe();
    }
}
