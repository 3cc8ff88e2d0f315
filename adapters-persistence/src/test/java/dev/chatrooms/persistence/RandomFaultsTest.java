package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Two nodes whose connections to the database are frozen, swallowed and cut at random points, while people send and
 * repeat what was not acknowledged. Afterwards each acknowledged message is there once, in the order of its sender, and
 * the streams of both nodes have delivered the same events in the same order.
 */
@Tag("thorough")
class RandomFaultsTest extends OnPostgres {
    private static final int ROUNDS = 6;
    private static final int FAULTS = 3;
    private static final int SENDERS = 4;
    private static final int MAX_SENDS_BETWEEN_FAULTS = 60;

    private enum Fault {
        FREEZE,
        SWALLOW,
        CUT
    }

    /** A node on connections of its own. */
    private final class Node implements AutoCloseable {
        final DatabaseProxy proxy = server.proxy();
        final PostgresPool pool = server.ownPool(database, proxy);
        final PostgresPorts ports = PostgresPorts.of(pool);
        final Chat chat = Fixture.chatOn(ports.storage());
        final AtomicInteger acknowledged = new AtomicInteger();

        void apply(Fault fault) {
            switch (fault) {
                case FREEZE -> proxy.freeze();
                case SWALLOW -> proxy.swallow();
                case CUT -> proxy.cut();
            }
        }

        @Override
        public void close() {
            proxy.restore();
            chat.close();
            ports.close();
            pool.close();
            proxy.close();
        }
    }

    private record Acknowledged(String text, MessageId id, long seq) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    @TestFactory
    List<DynamicTest> nothingShouldBeLostDoubledOrReordered() {
        String wanted = System.getProperty("chatrooms.seed");
        long first = wanted == null ? System.nanoTime() : Long.parseLong(wanted);
        return IntStream.range(0, wanted == null ? ROUNDS : 1)
                .mapToLong(round -> first + round)
                .mapToObj(seed -> DynamicTest.dynamicTest("-Dchatrooms.seed=" + seed, () -> play(seed)))
                .toList();
    }

    private void play(long seed) {
        empty();
        acknowledged.clear();
        stopped = false;
        try (Node one = new Node();
                Node other = new Node()) {
            List<Caller> senders = IntStream.range(0, SENDERS)
                    .mapToObj(i -> Fixture.person(one.chat, "sender" + i))
                    .toList();
            List<RoomId> rooms = List.of(
                    Fixture.publicRoom(one.chat, senders.get(0), "Tea"),
                    Fixture.publicRoom(one.chat, senders.get(0), "Coffee"));
            senders.stream()
                    .skip(1)
                    .forEach(sender -> rooms.forEach(
                            room -> one.chat.rooms().join(sender, room).join()));
            Recorder fromOne = listen(one.chat, senders.get(0));
            Recorder fromOther = listen(other.chat, senders.get(0));

            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                tasks.add(() -> {
                    sendUntilStopped(
                            sender, senders.get(sender), rooms, List.of(one, other), new Random(seed + sender));
                    return sender;
                });
            }
            tasks.add(() -> {
                injectFaults(List.of(one, other), new Random(seed));
                return stopped;
            });
            assertThat(Together.run(tasks))
                    .extracting(Together.Outcome::failure)
                    .containsOnlyNulls();

            // Not through the nodes, which may still have connections that were swallowed.
            try (Chat observer = Fixture.chatOn(storage())) {
                check(observer, senders.get(0), rooms, fromOne, fromOther);
            }
        }
    }

    private static Recorder listen(Chat chat, Caller viewer) {
        return Recorder.eager()
                .on(chat.events().events(viewer, StreamRequest.FROM_NOW))
                .awaitLive();
    }

    /** Faults begin and end at random numbers of acknowledgements, so that they hit any point of a commit. */
    private void injectFaults(List<Node> nodes, Random random) {
        try {
            for (int i = 0; i < FAULTS; i++) {
                nodes.forEach(node -> awaitProgress(node, random));
                Node victim = nodes.get(random.nextInt(nodes.size()));
                Node survivor = nodes.get(0) == victim ? nodes.get(1) : nodes.get(0);
                victim.apply(Fault.values()[random.nextInt(Fault.values().length)]);
                awaitProgress(survivor, random);
                victim.proxy.restore();
            }
            nodes.forEach(node -> awaitProgress(node, random));
        } finally {
            stopped = true;
            nodes.forEach(node -> node.proxy.restore());
        }
    }

    private static void awaitProgress(Node node, Random random) {
        int wanted = node.acknowledged.get() + 1 + random.nextInt(MAX_SENDS_BETWEEN_FAULTS);
        Eventually.await("acknowledgements", () -> node.acknowledged.get() >= wanted);
    }

    private void sendUntilStopped(int sender, Caller caller, List<RoomId> rooms, List<Node> nodes, Random random) {
        for (int n = 0; !stopped; n++) {
            String text = sender + " " + n;
            Send send = new Send(rooms.get(n % rooms.size()), text, text);
            Eventually.await("an acknowledgement of " + text, () -> trySend(caller, send, nodes, random));
        }
    }

    private boolean trySend(Caller caller, Send send, List<Node> nodes, Random random) {
        Node node = nodes.get(random.nextInt(nodes.size()));
        try {
            SendResult result = node.chat.messages().send(caller, send).join();
            Message message = result.message().message();
            acknowledged.add(new Acknowledged(String.valueOf(send.text()), message.id(), message.seq()));
            node.acknowledged.incrementAndGet();
            return true;
        } catch (CompletionException | ChatException e) {
            Throwable cause = e instanceof CompletionException ? e.getCause() : e;
            assertThat(cause)
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.UNAVAILABLE));
            return false;
        }
    }

    private void check(Chat chat, Caller viewer, List<RoomId> rooms, Recorder fromOne, Recorder fromOther) {
        List<Acknowledged> stored = new ArrayList<>();
        for (RoomId room : rooms) {
            List<Message> messages = history(chat, viewer, room);
            assertThat(messages)
                    .extracting(Message::seq)
                    .isEqualTo(
                            LongStream.rangeClosed(1, messages.size()).boxed().toList());
            for (int sender = 0; sender < SENDERS; sender++) {
                String prefix = sender + " ";
                assertThat(messages.stream()
                                .map(message -> String.valueOf(message.text()))
                                .filter(text -> text.startsWith(prefix))
                                .map(text -> Integer.parseInt(text.substring(prefix.length())))
                                .toList())
                        .as("messages of one sender")
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            messages.forEach(message ->
                    stored.add(new Acknowledged(String.valueOf(message.text()), message.id(), message.seq())));
        }
        // Each sender repeats a message until it is acknowledged.
        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(stored);
        Position head =
                storage().transactions().read(stores -> stores.log().head()).position();
        fromOne.awaitDelivered(head);
        fromOther.awaitDelivered(head);
        assertThat(fromOne.said()).isEqualTo(fromOther.said());
        assertThat(fromOne.said()).filteredOn(text -> text.contains(" ")).hasSameSizeAs(stored);
        assertThat(positions(fromOne))
                .isEqualTo(positions(fromOther))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static List<Long> positions(Recorder recorder) {
        return recorder.events().stream()
                .map(ViewedEvent::cursor)
                .map(cursor -> cursor.position().value())
                .toList();
    }

    private static List<Message> history(Chat chat, Caller viewer, RoomId room) {
        List<Message> messages = new ArrayList<>();
        int before = -1;
        while (before != messages.size()) {
            before = messages.size();
            long last = messages.isEmpty() ? 0 : messages.get(before - 1).seq();
            chat.messages()
                    .history(viewer, room, new HistoryRequest(HistoryRequest.Anchor.AFTER, last, 200))
                    .items()
                    .forEach(view -> messages.add(view.message()));
        }
        return messages;
    }
}
