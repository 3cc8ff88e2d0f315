package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another transaction, such as that of an operator, holds a row for longer than a lock is waited for. */
@Tag("thorough")
class HeldRowsTest extends OnPostgres {
    private static CompletableFuture<SendResult> send(Chat chat, Caller sender, RoomId room, String text) {
        return chat.messages().send(sender, new Send(room, text, null));
    }

    @Test
    void onlyTheHeldRoomShouldBeUnavailable() throws SQLException {
        try (Chat chat = Fixture.chatOn(storage())) {
            Caller alice = Fixture.person(chat, "alice");
            RoomId tea = Fixture.publicRoom(chat, alice, "Tea");
            RoomId coffee = Fixture.publicRoom(chat, alice, "Coffee");
            try (Connection holder = server.plain(database).getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("select 1 from room where id = '" + tea.value() + "' for update");

                List<CompletableFuture<SendResult>> toTea = new ArrayList<>();
                List<CompletableFuture<SendResult>> toCoffee = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    toTea.add(send(chat, alice, tea, "m" + i));
                    toCoffee.add(send(chat, alice, coffee, "m" + i));
                }

                toCoffee.forEach(Outcomes::get);
                assertThat(toTea)
                        .allSatisfy(send ->
                                assertThat(Outcomes.refusal(send).code()).isEqualTo(RefusalCode.UNAVAILABLE));
                holder.rollback();
            }
            SendResult first = Eventually.await("the room to be free", () -> trySend(chat, alice, tea), r -> r != null);
            assertThat(first.message().message().seq()).isEqualTo(1);
        }
    }

    private static SendResult trySend(Chat chat, Caller sender, RoomId room) {
        try {
            return send(chat, sender, room, "hello").join();
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Test
    void changeShouldFailAloneWhenItNeedsAHeldRow() throws SQLException {
        Caller alice;
        try (Chat chat = Fixture.chatOn(storage())) {
            alice = Fixture.person(chat, "alice");
        }
        try (Committer committer = new Committer(
                        storage().transactions(), InstantSource.system(), (before, head, events) -> {}, head -> {});
                Connection holder = server.plain(database).getConnection();
                Statement statement = holder.createStatement()) {
            CountDownLatch committing = new CountDownLatch(1);
            CountDownLatch batchIsWaiting = new CountDownLatch(1);
            committer.run(Set.of(), uow -> {
                committing.countDown();
                Together.await(batchIsWaiting);
            });
            Together.await(committing);
            holder.setAutoCommit(false);
            statement.execute("select 1 from account for update");

            CompletableFuture<Boolean> before = committer.change(Set.of(), uow -> true);
            CompletableFuture<Boolean> blocked = committer.change(
                    Set.of(), uow -> uow.accounts().lock(alice.accountId()).isPresent());
            CompletableFuture<Boolean> after = committer.change(
                    Set.of(), uow -> uow.accounts().find(alice.accountId()).isPresent());
            batchIsWaiting.countDown();

            Outcomes.get(before);
            Outcomes.get(after);
            assertThat(Outcomes.refusal(blocked).code()).isEqualTo(RefusalCode.UNAVAILABLE);
            holder.rollback();
        }
    }
}
