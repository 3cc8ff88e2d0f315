package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.builder;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.withReplay;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import java.time.InstantSource;
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
 * Runs random histories. Several users, each on a thread of its own and on one of two nodes, send (also repeatedly),
 * attach files, reply, read, edit, delete, react and pin, create, join, leave and delete rooms, and lose, resume or
 * restart their streams, some of them slowly. Afterwards the test checks the log against the rules of the domain, every
 * acknowledgement against the log, what each user saw against the rights that the log shows, the state that the events
 * produced against the stored state, and who can read which file against the log.
 */
@Tag("rounds")
public interface RandomHistoryContract {
    int PEOPLE = 5;
    int STEPS = 60;

    /** An empty store. */
    Storage storage();

    /** The number of histories that are played. */
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

    private static Chat node(Storage storage, FileStore files) {
        return builder(storage)
                .settings(withReplay(100_000, 32))
                .fileStore(files)
                .build();
    }

    private void play(long seed) throws InterruptedException, ExecutionException, TimeoutException {
        Storage storage = storage();
        // A small ring and a replay limit that is not reached, so that streams read from ring and
        // log alike.
        FileStore files = new MemoryFileStore(InstantSource.system());
        try (Chat one = node(storage, files);
                Chat two = node(storage, files)) {
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
            people.forEach(person -> person.checkFiles(model));
        }
    }
}
