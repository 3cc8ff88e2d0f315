package dev.chatrooms.application.event.internal;

import static dev.chatrooms.application.event.StreamPlaces.MAX_PER_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.StreamPlaces.Place;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The places of accounts, with streams and a timer that the test controls. */
class StreamPlaceRegistryTest {
    private static final AccountId ALICE = new AccountId(new UUID(0, 1));
    private static final AccountId BOB = new AccountId(new UUID(0, 2));
    private static final Duration ANSWER_WITHIN = StreamPlaceRegistry.ANSWER_WITHIN;
    private static final Duration ROUND_INTERVAL = StreamPlaceRegistry.ROUND_INTERVAL;

    private final ManualTimer timer = new ManualTimer();
    private final StreamPlaceRegistry registry = new StreamPlaceRegistry(timer);

    /** Runs tasks when the test says so. */
    private static final class ManualTimer implements StreamPlaceRegistry.Timer {
        private record Task(Duration delay, Runnable action) {}

        private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public void run(Duration delay, Runnable task) {
            tasks.add(new Task(delay, task));
        }

        /** Runs the tasks that were scheduled with this delay. */
        void elapse(Duration delay) {
            List<Task> due =
                    tasks.stream().filter(task -> task.delay().equals(delay)).toList();
            tasks.removeAll(due);
            due.forEach(task -> task.action().run());
        }
    }

    /** A stream that requests a place. It releases the place when it is ended, as adapters do. */
    private abstract static class TestStream {
        private final AtomicInteger ends = new AtomicInteger();
        private volatile Place place;

        void ended() {
            ends.incrementAndGet();
            if (place != null) {
                place.release();
            }
        }

        TestStream request(StreamPlaceRegistry registry, AccountId account) {
            place = registry.request(account, (ClientStream) this);
            return this;
        }

        void close() {
            place.release();
        }

        boolean isOpen() {
            return isGranted() && ends.get() == 0;
        }

        boolean isGranted() {
            CompletableFuture<Void> granted = place.granted().toCompletableFuture();
            return granted.isDone() && !granted.isCompletedExceptionally();
        }

        boolean isWaiting() {
            return !place.granted().toCompletableFuture().isDone();
        }

        boolean isRefused() {
            try {
                place.granted().toCompletableFuture().getNow(null);
                return false;
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(ChatException.class);
                ChatException refusal = (ChatException) e.getCause();
                assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
                assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(5));
                return true;
            }
        }

        int ends() {
            return ends.get();
        }
    }

    /** A stream of server-sent events, or a poll. */
    private static final class Replaceable extends TestStream implements ClientStream.Replaceable {
        @Override
        public void makeRoom() {
            ended();
        }
    }

    /** A socket. */
    private static final class Socket extends TestStream implements ClientStream.Probed {
        private final List<CompletableFuture<Void>> probes = new ArrayList<>();
        private boolean answering;

        @Override
        public void makeRoom() {
            ended();
        }

        @Override
        public synchronized CompletionStage<Void> probe() {
            CompletableFuture<Void> probe = new CompletableFuture<>();
            probes.add(probe);
            if (answering) {
                probe.complete(null);
            }
            return probe;
        }

        void answer() {
            probes.forEach(probe -> probe.complete(null));
        }

        synchronized int probes() {
            return probes.size();
        }
    }

    private Replaceable stream() {
        return (Replaceable) new Replaceable().request(registry, ALICE);
    }

    private Socket socket() {
        return (Socket) new Socket().request(registry, ALICE);
    }

    private List<Replaceable> streams(int count) {
        return IntStream.range(0, count).mapToObj(i -> stream()).toList();
    }

    private List<Socket> sockets(int count) {
        return IntStream.range(0, count).mapToObj(i -> socket()).toList();
    }

    @Test
    void theOldestStreamShouldEndWhenTheAccountHasTheMaximum() {
        List<Replaceable> streams = streams(MAX_PER_ACCOUNT);
        Replaceable newer = stream();
        Socket newest = socket();

        assertThat(newer.isOpen()).isTrue();
        assertThat(newest.isOpen()).isTrue();
        assertThat(streams.subList(0, 2)).allMatch(stream -> stream.ends() == 1);
        assertThat(streams.subList(2, MAX_PER_ACCOUNT)).allMatch(TestStream::isOpen);
    }

    @Test
    void theLimitShouldHoldForEachAccount() {
        List<Replaceable> streams = streams(MAX_PER_ACCOUNT);
        TestStream other = new Replaceable().request(registry, BOB);

        assertThat(other.isOpen()).isTrue();
        assertThat(streams).allMatch(TestStream::isOpen);
    }

    @Test
    void streamsShouldEndBeforeAnySocketIsProbed() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT - 1);
        Replaceable stream = stream();
        Socket newest = socket();

        assertThat(newest.isOpen()).isTrue();
        assertThat(stream.ends()).isEqualTo(1);
        assertThat(sockets).allMatch(socket -> socket.isOpen() && socket.probes() == 0);
    }

    @Test
    void aReleasedPlaceShouldBeFreeAgain() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        sockets.get(3).close();
        sockets.get(3).close();

        assertThat(socket().isOpen()).isTrue();
        Socket oneTooMany = socket();
        assertThat(oneTooMany.isWaiting()).isTrue();
    }

    @Test
    void requestShouldBeRefusedWhenAllSocketsAnswer() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        Socket socket = socket();
        Replaceable stream = stream();
        assertThat(socket.isWaiting()).isTrue();

        sockets.forEach(Socket::answer);

        assertThat(socket.isRefused()).isTrue();
        assertThat(stream.isRefused()).isTrue();
        timer.elapse(ANSWER_WITHIN);
        assertThat(sockets).allMatch(TestStream::isOpen);
    }

    @Test
    void socketThatDoesNotAnswerShouldMakeRoom() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        List<Socket> newer = sockets(2);
        sockets.forEach(socket -> {
            if (sockets.indexOf(socket) > 3) {
                socket.answer();
            }
        });
        assertThat(newer).allMatch(TestStream::isWaiting);

        timer.elapse(ANSWER_WITHIN);

        assertThat(newer).allMatch(TestStream::isOpen);
        // No more sockets end than are needed, the oldest first.
        assertThat(sockets.subList(0, 2)).allMatch(socket -> socket.ends() == 1);
        assertThat(sockets.subList(2, MAX_PER_ACCOUNT)).allMatch(TestStream::isOpen);
    }

    @Test
    void onlyAsManyRequestsShouldBeGrantedAsSocketsAreDead() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        List<Socket> newer = sockets(3);
        sockets.subList(2, MAX_PER_ACCOUNT).forEach(Socket::answer);

        timer.elapse(ANSWER_WITHIN);

        assertThat(newer.subList(0, 2)).allMatch(TestStream::isOpen);
        assertThat(newer.get(2).isRefused()).isTrue();
    }

    @Test
    void placeThatBecomesFreeShouldGoToTheFirstThatWaits() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        Socket first = socket();
        Socket second = socket();

        sockets.get(7).close();

        assertThat(first.isOpen()).isTrue();
        assertThat(second.isWaiting()).isTrue();
        sockets.forEach(Socket::answer);
        assertThat(second.isRefused()).isTrue();
    }

    @Test
    void theNewestOfTheWaitingStreamsShouldHaveThePlaceThatBecomesFree() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        List<Replaceable> waiting = streams(3);

        sockets.get(0).close();

        assertThat(waiting.get(0).ends()).isEqualTo(1);
        assertThat(waiting.get(1).ends()).isEqualTo(1);
        assertThat(waiting.get(2).isOpen()).isTrue();
        assertThat(sockets.subList(1, MAX_PER_ACCOUNT)).allMatch(TestStream::isOpen);
    }

    @Test
    void withdrawnRequestShouldNotGetAPlace() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        Socket gone = socket();
        Socket next = socket();
        gone.close();

        sockets.get(0).close();

        assertThat(gone.isGranted()).isFalse();
        assertThat(next.isOpen()).isTrue();
    }

    @Test
    void floodOfRequestsShouldNotMultiplyProbes() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        sockets.forEach(socket -> socket.answering = true);
        List<Socket> flood = sockets(1000);
        assertThat(sockets).allMatch(socket -> socket.probes() == 1);
        // The first was refused by the answers. Of the others, a bounded number waits for the next round.
        assertThat(flood.get(0).isRefused()).isTrue();
        assertThat(flood.stream().filter(TestStream::isWaiting)).hasSize(AccountPlaces.MAX_WAITING);

        timer.elapse(ANSWER_WITHIN);
        assertThat(sockets).allMatch(socket -> socket.probes() == 1);
        timer.elapse(ROUND_INTERVAL);
        assertThat(sockets).allMatch(socket -> socket.probes() == 2);
        assertThat(flood).allMatch(TestStream::isRefused);
        assertThat(sockets).allMatch(TestStream::isOpen);
    }

    @Test
    void socketShouldNotBeProbedAgainBeforeItsRoundHasEnded() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        Socket first = socket();
        timer.elapse(ROUND_INTERVAL);
        Socket second = socket();
        assertThat(sockets).allMatch(socket -> socket.probes() == 1);

        timer.elapse(ANSWER_WITHIN);

        assertThat(List.of(first, second)).allMatch(TestStream::isOpen);
    }

    @Test
    void socketThatIsRefusedNowShouldBeAdmittedWhenTheOthersDie() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        assertThat(socket().isWaiting()).isTrue();
        sockets.forEach(Socket::answer);

        Socket next = socket();
        assertThat(next.isWaiting()).isTrue();
        timer.elapse(ANSWER_WITHIN);
        timer.elapse(ROUND_INTERVAL);
        assertThat(sockets).allMatch(socket -> socket.probes() == 2);
        timer.elapse(ANSWER_WITHIN);

        assertThat(next.isOpen()).isTrue();
    }

    @Test
    void failingStreamShouldNotAffectTheOthers() {
        ClientStream.Replaceable failing = () -> {
            throw new IllegalStateException("broken");
        };
        registry.request(ALICE, failing);
        streams(MAX_PER_ACCOUNT - 1);

        assertThat(stream().isOpen()).isTrue();
    }

    @Test
    void nothingShouldBeLeftOfAnAccountWithoutStreams() {
        List<Socket> sockets = sockets(MAX_PER_ACCOUNT);
        Socket waiting = socket();
        assertThat(registry.accounts()).isEqualTo(1);

        waiting.close();
        sockets.forEach(TestStream::close);
        timer.elapse(ANSWER_WITHIN);
        timer.elapse(ROUND_INTERVAL);
        sockets.forEach(Socket::answer);

        assertThat(registry.accounts()).isZero();
    }

    @Test
    void concurrentRequestsAndEndsShouldNeitherLoseNorDoublePlaces() {
        List<Replaceable> closed = new CopyOnWriteArrayList<>();
        AtomicInteger turn = new AtomicInteger();
        List<Replaceable> all = Together.run(40, () -> {
                    Replaceable stream = stream();
                    if (turn.getAndIncrement() % 4 == 0) {
                        stream.close();
                        closed.add(stream);
                    }
                    return stream;
                })
                .stream()
                .map(Together.Outcome::value)
                .toList();
        List<Replaceable> open = all.stream()
                .filter(stream -> stream.isOpen() && !closed.contains(stream))
                .toList();
        assertThat(all).allMatch(stream -> stream.isGranted() && stream.ends() <= 1);
        assertThat(open).hasSizeLessThanOrEqualTo(MAX_PER_ACCOUNT);

        // As many places are left as were not taken.
        List<Replaceable> more = streams(MAX_PER_ACCOUNT - open.size());
        assertThat(open).allMatch(TestStream::isOpen);
        stream();
        assertThat(open.stream().filter(TestStream::isOpen).count()
                        + more.stream().filter(TestStream::isOpen).count())
                .isEqualTo(MAX_PER_ACCOUNT - 1);
    }
}
