package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/**
 * The streams of the live feed are held against the Reactive Streams TCK. They never end by themselves, so a talker
 * keeps them going, with events and signals.
 */
public class LiveFeedTckTest extends PublisherTck<FeedItem> {
    private static final long PACE_NANOS = 200_000;

    private final Chat chat = chatOn(MemoryStorage.create());
    private final Caller alice = person(chat, "alice");
    private final RoomId tea = publicRoom(chat, alice, "Tea");
    private final Thread talker = new Thread(this::talk, "talker");

    private void talk() {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            chat.messages()
                    .send(alice, new Send(tea, "message " + i, null))
                    .handle((posted, refused) -> posted)
                    .join();
            chat.signals().read(tea, 1, alice.accountId(), i, 0);
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    @BeforeClass
    public void start() {
        talker.start();
    }

    @AfterClass
    public void stop() throws InterruptedException {
        talker.interrupt();
        talker.join();
        chat.close();
    }

    @Override
    public Flow.Publisher<FeedItem> createFlowPublisher(long elements) {
        return chat.events().events(alice, StreamRequest.FROM_NOW.withSignals());
    }

    @Override
    public Flow.Publisher<FeedItem> createFailedFlowPublisher() {
        Caller loggedOut = new Caller(alice.accountId(), new SessionId(UUID.randomUUID()), Instant.MAX);
        return chat.events().events(loggedOut, StreamRequest.FROM_NOW);
    }
}
