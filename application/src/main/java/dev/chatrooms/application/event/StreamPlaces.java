package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;
import java.util.concurrent.CompletionStage;

/** Limits the streams that the clients of an account have open on this node, whatever their transport. */
public interface StreamPlaces {
    int MAX_PER_ACCOUNT = 20;

    /**
     * Requests a place for a stream. If the account has the maximum, room is made in this order:
     *
     * <ol>
     *   <li>The oldest {@link ClientStream.Replaceable} stream is ended.
     *   <li>If there is none, all streams are probed. Those that do not answer within two seconds are ended, as many as
     *       are needed.
     * </ol>
     *
     * <p>Never blocks. The request is granted or refused within three seconds.
     */
    Place request(AccountId account, ClientStream stream);

    /** A place that was requested for a stream. */
    interface Place {
        /**
         * Returns a stage that completes when the place is granted. It fails with a
         * {@link dev.chatrooms.application.common.ChatException} {@code rate_limited} if all places are taken by
         * clients that answer. It may complete on any thread, which must not be blocked.
         */
        CompletionStage<Void> granted();

        /**
         * Frees the place when its stream has ended, or withdraws the request. Does nothing if the place was already
         * given to another stream.
         */
        void release();
    }
}
