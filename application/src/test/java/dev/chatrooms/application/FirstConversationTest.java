package dev.chatrooms.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The whole system in one conversation: Alice and Bob register, meet in a room and talk, and Bob misses nothing when
 * the connection breaks. Everything here is public API. The chat keeps its data in memory, and would work the same on a
 * database.
 */
class FirstConversationTest {
    @Test
    void conversationShouldHaveNoGapWhenBobReconnects() throws InterruptedException {
        // tag::chat[]
        try (Chat chat = Chat.inMemory()) {
            // end::chat[]

            // Two people register. Passwords are hashed on separate threads, so the result is a future.
            // tag::register[]
            Account alice = chat.accounts()
                    .register(Registration.of("alice", "correct horse"))
                    .join();
            Account bob = chat.accounts()
                    .register(Registration.of("bob", "battery staple"))
                    .join();
            // end::register[]
            assertThat(bob.displayName()).hasToString("bob");

            // An application that has authenticated Alice itself names her as the caller.
            // tag::caller[]
            Caller asAlice = Caller.of(alice.id());
            // end::caller[]

            // Bob connects over the network: a login returns the access token that authenticates further calls.
            // tag::login[]
            SignedIn session = chat.authentication()
                    .login(new Login("bob", "battery staple", "Bob's telephone", null))
                    .join();
            Caller asBob = chat.authentication().authenticate(session.accessToken());
            // end::login[]
            assertThat(asBob.accountId()).isEqualTo(bob.id());

            // Alice creates a room and becomes its owner; Bob finds it in the directory and joins.
            // tag::room[]
            RoomId tea = chat.rooms()
                    .create(asAlice, new NewRoom(RoomKind.PUBLIC, "Tea", "Leaves, not bags", List.of()))
                    .join()
                    .id();
            Page<?> found = chat.rooms().directory(asBob, "te", PageRequest.FIRST);
            chat.rooms().join(asBob, tea).join();
            // end::room[]
            assertThat(found.items()).hasSize(1);

            // Bob subscribes. The first item is a welcome: the state, and its cursor.
            // tag::listen[]
            Screen bobs = new Screen();
            chat.events().events(asBob, StreamRequest.FROM_NOW).subscribe(bobs);
            Welcome welcome = bobs.welcome();
            // end::listen[]
            assertThat(welcome.resume()).isEqualTo(Resume.FRESH);
            assertThat(welcome.rooms())
                    .singleElement()
                    .satisfies(room -> assertThat(room.room().id()).isEqualTo(tea));

            // They talk. An acknowledged send is durable (here: in memory) and has its place in the room.
            // tag::talk[]
            SendResult posted = chat.messages()
                    .send(asAlice, new Send(tea, "Anyone there?", null))
                    .join();
            // end::talk[]
            assertThat(posted.message().seq()).isEqualTo(1);
            assertThat(bobs.nextLine()).isEqualTo("alice: Anyone there?");

            // A client that may have to repeat a send gives it a client id. The repeat posts nothing new.
            // tag::repeat[]
            Send send = new Send(tea, "Always.", "bob-1");
            SendResult first = chat.messages().send(asBob, send).join();
            SendResult again = chat.messages().send(asBob, send).join();
            // end::repeat[]
            assertThat(again.duplicate()).isTrue();
            assertThat(again.message()).isEqualTo(first.message());
            assertThat(bobs.nextLine()).isEqualTo("bob: Always.");

            // Bob's train enters a tunnel, and Alice continues.
            bobs.disconnect();
            chat.messages()
                    .send(asAlice, new Send(tea, "The kettle is on.", null))
                    .join();

            // After the tunnel, Bob resumes from the last processed cursor: missed events come first, then new
            // ones.
            // tag::resume[]
            Screen after = new Screen();
            chat.events().events(asBob, StreamRequest.after(bobs.lastCursor())).subscribe(after);
            // end::resume[]
            assertThat(after.welcome().resume()).isEqualTo(Resume.RESUMED);
            chat.messages().send(asAlice, new Send(tea, "Milk?", null)).join();
            assertThat(after.nextLine()).isEqualTo("alice: The kettle is on.");
            assertThat(after.nextLine()).isEqualTo("alice: Milk?");

            // Anyone who comes later reads the history.
            // tag::history[]
            HistoryPage history = chat.messages().history(asBob, tea, HistoryRequest.newest(50));
            // end::history[]
            assertThat(history.items())
                    .extracting(view -> view.text())
                    .containsExactly("Anyone there?", "Always.", "The kettle is on.", "Milk?");
            assertThat(history.hasBefore()).isFalse();
        }
    }

    /** Prints messages line by line and keeps the cursor of the last one. */
    // tag::screen[]
    private static final class Screen implements Flow.Subscriber<FeedItem> {
        private final BlockingQueue<Welcome> welcomes = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private volatile Flow.Subscription subscription;
        private volatile String cursor;

        @Override
        public void onSubscribe(Flow.Subscription s) {
            subscription = s;
            // Unlimited demand. A slower subscriber requests a number of items, and then more.
            s.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(FeedItem item) {
            if (item instanceof Welcome welcome) {
                welcomes.add(welcome);
                cursor = welcome.cursor().toString();
            } else if (item instanceof Batch batch) {
                batch.events().forEach(this::show);
            }
        }

        private void show(ViewedEvent viewed) {
            cursor = viewed.cursor().toString();
            if (viewed.content() instanceof OfMessage of) {
                lines.add(of.message().sender().username() + ": " + of.message().text());
            }
        }

        @Override
        public void onError(Throwable error) {
            lines.add("error: " + error.getMessage());
        }

        @Override
        public void onComplete() {
            lines.add("the chat has closed");
        }
        // end::screen[]

        Welcome welcome() throws InterruptedException {
            return welcomes.poll(60, TimeUnit.SECONDS);
        }

        String nextLine() throws InterruptedException {
            return lines.poll(60, TimeUnit.SECONDS);
        }

        String lastCursor() {
            return cursor;
        }

        void disconnect() {
            subscription.cancel();
        }
    }
}
