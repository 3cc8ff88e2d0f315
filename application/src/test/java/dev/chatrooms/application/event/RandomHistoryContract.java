package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.withReplay;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Random histories: several people, each on a thread of his own and on either of two nodes, send (again), answer, read,
 * edit, delete, react, pin, make, join, leave and delete rooms, and lose and resume their streams, or start them anew,
 * some of them slow. Afterwards the log itself is held against the rules of the domain, every acknowledgement against
 * the log, what each person saw against what the log says he had a right to, and what the events have made of what he
 * knew against what there is.
 */
@Tag("rounds")
public interface RandomHistoryContract {
    int PEOPLE = 5;
    int STEPS = 60;

    /** An empty store. */
    Storage storage();

    /** How many histories are played. */
    default int rounds() {
        return Boolean.getBoolean("chatrooms.thorough") ? 60 : 8;
    }

    @TestFactory
    default List<DynamicTest> everybodyShouldSeeExactlyWhatHeHasARightTo() {
        List<DynamicTest> tests = new ArrayList<>();
        String wanted = System.getProperty("chatrooms.seed");
        long first = wanted == null ? System.nanoTime() : Long.parseLong(wanted);
        for (int round = 0; round < (wanted == null ? rounds() : 1); round++) {
            long seed = first + round;
            tests.add(DynamicTest.dynamicTest("-Dchatrooms.seed=" + seed, () -> play(seed)));
        }
        return tests;
    }

    private void play(long seed) throws InterruptedException, ExecutionException, TimeoutException {
        Storage storage = storage();
        // A small ring and a replay limit that is not reached, so that streams read from ring and
        // log alike.
        try (Chat one = chatOn(storage, withReplay(100_000, 32));
                Chat two = chatOn(storage, withReplay(100_000, 32))) {
            SharedRooms rooms = new SharedRooms();
            List<RandomPerson> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Caller caller = person(one, "person" + i);
                people.add(new RandomPerson(caller, List.of(one, two), rooms, seed * 31 + i));
            }
            ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
            try {
                List<Future<?>> running = new ArrayList<>();
                people.forEach(person -> running.add(threads.submit(() -> person.live(STEPS))));
                for (Future<?> person : running) {
                    person.get(3 * Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            Cursor head = storage.transactions().read(stores -> stores.log().head());
            people.forEach(person -> person.catchUp(head.position()));
            List<LoggedEvent> log = storage.transactions()
                    .read(stores -> stores.log().read(Position.START, head.position(), Integer.MAX_VALUE));
            LogModel model = new LogModel(log);
            model.checkItself();
            people.forEach(person -> person.checkAgainst(model, head.epoch()));
            people.forEach(RandomPerson::checkState);
        }
    }
}
