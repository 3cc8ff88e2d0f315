package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.event.internal.AccountPlaces.Decisions;
import dev.chatrooms.application.event.internal.AccountPlaces.Round;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The places of all accounts on this node. One lock guards all {@link AccountPlaces}. It is held for a decision only;
 * streams are ended, probed and granted their places without it, since they may call back. Thread-safe.
 */
public final class StreamPlaceRegistry implements StreamPlaces {
    /** A client that has not answered a probe within this time is considered gone. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    /** Rounds of probes of an account start at least this far apart. */
    static final Duration ROUND_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(StreamPlaceRegistry.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Timer timer;

    /** Only accounts that have streams or requests. Guarded by this. */
    private final Map<AccountId, AccountPlaces> accounts = new HashMap<>();

    /** Runs short tasks after a delay. */
    interface Timer {
        void run(Duration delay, Runnable task);
    }

    /** Creates a registry that uses the JDK's timer thread. */
    public StreamPlaceRegistry() {
        this((delay, task) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(task));
    }

    StreamPlaceRegistry(Timer timer) {
        this.timer = timer;
    }

    @Override
    public Place request(AccountId account, ClientStream stream) {
        StreamPlace place = new StreamPlace(this, account, stream);
        change(account, places -> places.request(place));
        return place;
    }

    void release(StreamPlace place) {
        change(place.account, places -> places.release(place));
    }

    /** Returns the number of accounts that have streams or requests. */
    synchronized int accounts() {
        return accounts.size();
    }

    private void change(AccountId account, Function<AccountPlaces, Decisions> change) {
        Decisions decisions;
        synchronized (this) {
            AccountPlaces places = accounts.computeIfAbsent(account, id -> new AccountPlaces());
            decisions = change.apply(places);
            if (places.isEmpty()) {
                accounts.remove(account);
            }
        }
        forEach(decisions.ended, place -> place.stream().makeRoom());
        forEach(decisions.granted, StreamPlace::grant);
        forEach(decisions.refused, place -> place.refuse(tooMany()));
        Round round = decisions.round;
        if (round != null) {
            timer.run(ANSWER_WITHIN, () -> change(account, places -> places.answersDue(round)));
            timer.run(ROUND_INTERVAL, () -> change(account, AccountPlaces::allowRound));
            forEach(decisions.probed, place -> probe(place, round));
        }
    }

    private void probe(StreamPlace place, Round round) {
        if (place.stream() instanceof ClientStream.Probed probed) {
            probed.probe().thenRun(() -> change(place.account, places -> places.answered(round, place)));
        }
    }

    private static void forEach(List<StreamPlace> places, Consumer<StreamPlace> action) {
        for (StreamPlace place : places) {
            try {
                action.accept(place);
            } catch (RuntimeException e) {
                // One stream must not affect the others.
                LOG.log(Level.ERROR, "a stream failed when its place changed", e);
            }
        }
    }

    private static ChatException tooMany() {
        String detail = "an account may have at most " + MAX_PER_ACCOUNT + " streams open on a server";
        return new ChatException(new Refusal(RefusalCode.RATE_LIMITED, detail), RETRY_AFTER, null);
    }
}
