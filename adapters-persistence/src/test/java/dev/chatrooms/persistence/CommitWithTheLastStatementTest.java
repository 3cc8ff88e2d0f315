package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures of the statement that writes the log when the commit is sent together with it. */
class CommitWithTheLastStatementTest extends OnPostgres {
    private final StoreFixture store = StoreFixture.in(storage());

    @Override
    Ports ports() {
        return onOwnPool();
    }

    private static Message message(Draft draft, long seq) {
        return new Message(
                draft.id(),
                draft.roomId(),
                seq,
                draft.senderId(),
                draft.text(),
                draft.createdAt(),
                null,
                null,
                draft.clientId());
    }

    private void write(Message... messages) {
        store.write(uow -> {
            for (Message message : messages) {
                uow.append(new MessageEvent.Posted(message), StoreFixture.NOW);
            }
            return true;
        });
    }

    @Test
    void writeShouldCommitNothingWhenAMessageHasTheWrongSeq() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(alice);
        Position before = store.head();
        Message valid = message(StoreFixture.draft(alice, tea, "one", "a"), 1);
        Message invalid = message(StoreFixture.draft(alice, coffee, "two", "b"), 7);

        assertThatThrownBy(() -> write(valid, invalid))
                // The outcome is certain, so it is not reported as unavailable.
                .isNotInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("messages do not follow the last one of their room");

        assertThat(store.head()).isEqualTo(before);
        assertThat(store.messages().findAll(List.of(valid.id(), invalid.id()))).isEmpty();
        assertThat(store.room(tea).lastSeq()).isZero();
    }

    @Test
    void writeShouldWorkOnTheSameConnectionAfterAFailure() {
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Position before = store.head();
        Message message = message(StoreFixture.draft(alice, tea, "one", "a"), 1);

        write(message);
        assertThatThrownBy(() -> write(message)).isNotInstanceOf(StoreUnavailable.class);
        write(message(StoreFixture.draft(alice, tea, "two", "b"), 2));

        assertThat(store.head()).isEqualTo(before.plus(2));
        assertThat(store.room(tea).lastSeq()).isEqualTo(2);
    }
}
