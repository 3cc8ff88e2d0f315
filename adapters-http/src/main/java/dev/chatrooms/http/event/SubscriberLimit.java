package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Limits the streams and polls that an account has open on this server. Thread-safe. */
final class SubscriberLimit {
    static final int MAX_PER_ACCOUNT = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ConcurrentMap<AccountId, Integer> open = new ConcurrentHashMap<>();

    /**
     * Counts a stream or poll until it has ended.
     *
     * @throws ChatException {@code rate_limited} if the account has reached the limit
     */
    void admit(AccountId account, CompletionStage<?> ended) {
        open.merge(account, 1, (count, one) -> {
            if (count == MAX_PER_ACCOUNT) {
                throw tooMany();
            }
            return count + one;
        });
        ended.whenComplete(
                (done, thrown) -> open.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1));
    }

    private static ChatException tooMany() {
        String detail = "an account may have at most " + MAX_PER_ACCOUNT + " streams and polls open";
        return new ChatException(new Refusal(RefusalCode.RATE_LIMITED, detail), RETRY_AFTER, null);
    }
}
