package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the time from a send on one node until another node, whose database is milliseconds away, delivers the
 * message. Both nodes run in this process; the far one connects through a proxy that delays.
 */
public final class FarDatabaseBenchmark {
    private static final int SECONDS = 10;
    private static final int RATE = 200;
    private static final long[] DELAYS = {0, 1, 15};
    private static final int CONNECTIONS = 10;
    private static final double GOAL_MILLIS = 500;
    private static final ChatSettings UNLIMITED =
            ChatSettings.builder().unlimited().build();

    private FarDatabaseBenchmark() {}

    /**
     * Runs the benchmark. The optional argument is the duration of each part in seconds, {@value #SECONDS} by default.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = args.length == 0 ? SECONDS : Integer.parseInt(args[0]);
        Path folder = TempFolders.create();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                PostgresPool pool = pool(database, database.jdbcUrl())) {
            Schema.migrate(pool.unpooled());
            try (PostgresPorts ports = PostgresPorts.of(pool);
                    Chat near = chat(ports)) {
                Caller alice = Caller.of(near.accounts()
                        .register(Registration.of("alice", "correct horse"))
                        .join()
                        .id());
                RoomId room = near.rooms()
                        .create(alice, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of()))
                        .join()
                        .room()
                        .id();
                // The first messages wait for the JVM to warm up.
                measure(database, near, alice, room, 0, SECONDS);
                for (long delay : DELAYS) {
                    print(delay, measure(database, near, alice, room, delay, seconds));
                }
            }
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static LagRecorder measure(
            EmbeddedDatabase database, Chat near, Caller alice, RoomId room, long delayMillis, int seconds)
            throws IOException, InterruptedException {
        int port = URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
        try (DelayProxy proxy = new DelayProxy(port, delayMillis);
                PostgresPool pool = pool(database, database.jdbcUrl().replace(":" + port, ":" + proxy.port()));
                PostgresPorts ports = PostgresPorts.of(pool);
                Chat far = chat(ports)) {
            LagRecorder lags = new LagRecorder(seconds * RATE);
            far.events().events(alice, StreamRequest.FROM_NOW).subscribe(lags);
            lags.started.await();
            send(near, alice, room, seconds * RATE);
            lags.received.await();
            return lags;
        }
    }

    private static void print(long delayMillis, LagRecorder lags) {
        double worst = lags.all.percentileMillis(100);
        System.out.printf(
                Locale.ROOT,
                "%2d ms each way: lag %s, at most %.0f ms, in the last second %.0f ms, goal %.0f ms: %s%n",
                delayMillis,
                lags.all,
                worst,
                lags.lastSecond.percentileMillis(100),
                GOAL_MILLIS,
                worst <= GOAL_MILLIS ? "REACHED" : "MISSED");
    }

    /** Sends one by one: at this rate each message is a commit of its own. */
    private static void send(Chat near, Caller alice, RoomId room, int messages) {
        long next = System.nanoTime();
        CompletableFuture<?> last = CompletableFuture.completedFuture(true);
        for (int i = 0; i < messages; i++) {
            next += TimeUnit.SECONDS.toNanos(1) / RATE;
            LockSupport.parkNanos(next - System.nanoTime());
            last = near.messages().send(alice, new Send(room, Long.toString(System.nanoTime()), null));
        }
        last.join();
    }

    private static PostgresPool pool(EmbeddedDatabase database, String url) {
        return PostgresPool.open(new PostgresPool.Settings(
                url, database.user(), database.password().reveal(), CONNECTIONS));
    }

    private static Chat chat(PostgresPorts ports) {
        return Chat.builder(ports.storage())
                .settings(UNLIMITED)
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(new MemoryTokenIssuer())
                .workerThreads(CONNECTIONS)
                .build();
    }

    /** Subtracts the time that each message contains from the time of its arrival. */
    private static final class LagRecorder implements Flow.Subscriber<FeedItem> {
        private final int expected;
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch received;
        private final Samples all = new Samples();
        private final Samples lastSecond = new Samples();

        LagRecorder(int expected) {
            this.expected = expected;
            this.received = new CountDownLatch(expected);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(FeedItem item) {
            started.countDown();
            if (item instanceof FeedItem.Batch batch) {
                batch.events().forEach(this::record);
            }
        }

        private void record(ViewedEvent viewed) {
            if (viewed.event().content() instanceof EventContent.OfMessage of) {
                long sent = Long.parseLong(String.valueOf(of.message().message().text()));
                long lag = System.nanoTime() - sent;
                all.add(lag);
                if (all.size() > expected - RATE) {
                    lastSecond.add(lag);
                }
                received.countDown();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            throw new IllegalStateException("the stream failed", thrown);
        }

        @Override
        public void onComplete() {}
    }
}
