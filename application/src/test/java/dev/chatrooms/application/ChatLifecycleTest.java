package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The start and the end of a chat: threads, resources of the host, and calls after close. */
class ChatLifecycleTest {
    @Test
    void closeShouldEndAllThreadsOfTheChat() throws InterruptedException {
        Set<Thread> before = ourThreads();
        Chat chat = Chat.inMemory();
        Caller alice = person(chat, "alice");
        login(chat, "alice");
        Recorder stream = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
        stream.welcome();
        say(chat, alice, publicRoom(chat, alice, "Tea"), "hello");
        Set<Thread> started = new HashSet<>(ourThreads());
        started.removeAll(before);

        chat.close();

        assertThat(started)
                .extracting(Thread::getName)
                .contains(
                        "chatrooms-committer",
                        "chatrooms-committer-watchdog",
                        "chatrooms-feed",
                        "chatrooms-indexer",
                        "chatrooms-mail")
                .anyMatch(name -> name.startsWith("chatrooms-worker-"));
        for (Thread thread : started) {
            thread.join(Duration.ofSeconds(Together.PATIENCE_SECONDS).toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        stream.awaitCompletion();
    }

    @Test
    void closeShouldNotTouchTheHostsResources() {
        Storage storage = MemoryStorage.create();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            Chat chat = Fixture.builder(storage).workers(workers).build();
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            chat.close();

            assertThat(workers.isShutdown()).isFalse();
            try (Chat next = chatOn(storage)) {
                say(next, alice, tea, "the store is still open");
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void callsShouldFailAsUnavailableWhenTheChatIsClosed() {
        Storage storage = MemoryStorage.create();
        Chat chat = chatOn(storage);
        Caller alice = person(chat, "alice");
        RoomId tea = publicRoom(chat, alice, "Tea");
        chat.close();

        assertThat(refusal(chat.messages().send(alice, new Send(tea, "late", null)))
                        .code())
                .isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(refusal(chat.rooms().join(alice, tea)).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(refusal(chat.accounts().register(Registration.of("bob", "correct horse")))
                        .code())
                .isEqualTo(RefusalCode.UNAVAILABLE);
    }

    @Test
    void streamShouldFailAsUnavailableWhenTheChatIsClosed() {
        Chat chat = Chat.inMemory();
        Caller alice = person(chat, "alice");
        Flow.Publisher<FeedItem> events = chat.events().events(alice, StreamRequest.FROM_NOW);
        chat.close();

        Throwable error = Recorder.eager().on(events).awaitError();

        assertThat(error)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAVAILABLE));
    }

    @Test
    void closeShouldBeIdempotent() {
        Chat chat = Chat.inMemory();
        chat.close();

        assertThatCode(chat::close).doesNotThrowAnyException();
    }

    @Test
    void buildShouldFailWhenPasswordsHaveNoTokenIssuer() {
        ChatBuilder withoutIssuer = Chat.builder(MemoryStorage.create()).passwordHasher(new MemoryPasswordHasher());

        assertThatIllegalStateException().isThrownBy(withoutIssuer::build).withMessageContaining("tokenIssuer");
    }

    @Test
    void chatWithoutPasswordsAndTokensShouldHaveUsersOfTheHostOnly() {
        try (Chat chat = Chat.builder(MemoryStorage.create()).build()) {
            Account sam = get(chat.administration().ensureAccount("42", AccountProfile.named("Sam")));
            RoomId room = publicRoom(chat, Caller.of(sam), "Tea");
            assertThat(say(chat, Caller.of(sam), room, "hello").message().text())
                    .isEqualTo("hello");

            assertThat(refusal(chat.accounts().register(Registration.of("eve", "correct horse")))
                            .code())
                    .isEqualTo(RefusalCode.REGISTRATION_CLOSED);
            assertThat(refusal(chat.authentication()
                                    .login(new Login(sam.username().value(), "correct horse", null, null)))
                            .code())
                    .isEqualTo(RefusalCode.BAD_CREDENTIALS);
            assertThat(refusal(() -> chat.authentication().authenticate("token"))
                            .code())
                    .isEqualTo(RefusalCode.UNAUTHENTICATED);
            assertThatThrownBy(() -> chat.sessions().open(sam.id()).join())
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("tokenIssuer");
        }
    }

    @Test
    void healthShouldReportEachPart() {
        try (Chat chat = Chat.inMemory()) {
            assertThat(chat.health().check())
                    .containsOnlyKeys("store", "feed", "search")
                    .allSatisfy((name, part) -> assertThat(part.ready()).isTrue());
        }
    }

    private static Set<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chatrooms-"))
                .collect(Collectors.toSet());
    }
}
