package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Test;

/** A new epoch of the log that begins while nodes run, because another node has noticed that the log lost events. */
public interface NewEpochContract {
    /** Returns an empty store. */
    Storage storage();

    private static Cursor beginEpoch(Storage storage) {
        Cursor head = storage.transactions().read(stores -> stores.log().head());
        Cursor known = new Cursor(head.epoch(), head.position().plus(1));
        return storage.transactions().<Cursor>write(uow -> uow.verifyLog(known)).result();
    }

    @Test
    default void streamsShouldCompleteAndClientsBeResetWhenANewEpochBegins() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            Recorder ours = Recorder.eager()
                    .on(here.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            Recorder theirs = Recorder.eager()
                    .on(there.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            Recorder behind = Recorder.requesting(1).on(there.events().events(alice, StreamRequest.FROM_NOW));
            behind.awaitLive();
            Cursor last = say(here, alice, tea, "one").cursor();
            ours.awaitEvents(1);
            theirs.awaitEvents(1);

            Cursor begun = beginEpoch(storage);

            ours.awaitCompletion();
            theirs.awaitCompletion();
            behind.awaitCompletion();
            assertThat(ours.delivered().epoch()).isEqualTo(last.epoch());
            assertThat(behind.events()).isEmpty();
            for (Chat node : new Chat[] {here, there}) {
                Recorder resumed =
                        Recorder.eager().on(node.events().events(alice, StreamRequest.after(last.toString())));
                assertThat(resumed.welcome().resume()).isEqualTo(Resume.RESET);
                assertThat(resumed.welcome().cursor()).isEqualTo(begun);
                Recorder continued =
                        Recorder.eager().on(node.events().events(alice, StreamRequest.after(begun.toString())));
                assertThat(continued.welcome().resume()).isEqualTo(Resume.RESUMED);
                continued.cancel();
                resumed.cancel();
            }
        }
    }

    @Test
    default void eventsOfTheNewEpochShouldReachNewStreamsOnAllNodes() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            Caller alice = person(here, "alice");
            RoomId tea = publicRoom(here, alice, "Tea");
            say(here, alice, tea, "before");

            Cursor begun = beginEpoch(storage);
            // At once: neither node need have noticed the new epoch.
            Recorder ours = Recorder.eager().on(here.events().events(alice, StreamRequest.after(begun.toString())));
            Recorder theirs = Recorder.eager().on(there.events().events(alice, StreamRequest.after(begun.toString())));
            ours.welcome();
            theirs.welcome();
            say(here, alice, tea, "from here");
            say(there, alice, tea, "from there");

            ours.awaitEvents(2);
            theirs.awaitEvents(2);
            assertThat(ours.said()).containsExactly("from here", "from there");
            assertThat(theirs.said()).containsExactly("from here", "from there");
            assertThat(ours.events())
                    .extracting(event -> event.cursor().epoch())
                    .containsOnly(begun.epoch());
        }
    }
}
