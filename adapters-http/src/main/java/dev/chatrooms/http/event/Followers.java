package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many streams and polls each person has open here, so that nobody has too many. Thread-safe. */
final class Followers {
    static final int MAX_PER_ACCOUNT = 20;
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(5);

    private final ConcurrentMap<AccountId, Integer> open = new ConcurrentHashMap<>();

    /**
     * Counts one more until that has ended.
     *
     * @throws ChatException {@code rate_limited} if that person has as many as he may
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
        String detail = "one person may have " + MAX_PER_ACCOUNT + " streams and polls open at a time";
        return new ChatException(new Refusal(RefusalCode.RATE_LIMITED, detail), COME_BACK_AFTER, null);
    }
}
