package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The subscriptions to the log pass the Reactive Streams TCK. They never end, so a talker keeps them going. */
public class LogSubscriptionsTckTest extends PublisherTck<LogItem> {
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
    public Flow.Publisher<LogItem> createFlowPublisher(long elements) {
        return chat.log().subscribe(LogStart.now());
    }

    @Override
    public Flow.Publisher<LogItem> createFailedFlowPublisher() {
        Chat closed = chatOn(MemoryStorage.create());
        closed.close();
        return closed.log().subscribe(LogStart.now());
    }
}
