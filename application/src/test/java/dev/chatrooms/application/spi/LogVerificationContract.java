package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link EventLog#state} and {@link UnitOfWork#verifyLog}. */
public interface LogVerificationContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static Cursor beyond(Cursor head) {
        return new Cursor(head.epoch(), head.position().plus(3));
    }

    private static Cursor verify(StoreFixture store, Cursor known) {
        return store.write(uow -> uow.verifyLog(known));
    }

    @Test
    default void stateShouldBeTheHeadAndAServerThatStaysTheSame() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        Account alice = store.person("alice");
        EventLog.State before =
                storage.transactions().readSingle(stores -> stores.log().state());
        store.say(alice, store.aPublicRoomWith(alice), "hello");

        EventLog.State after =
                storage.transactions().readSingle(stores -> stores.log().state());

        assertThat(after.head()).isEqualTo(store.log().head()).isNotEqualTo(before.head());
        assertThat(after.server()).isEqualTo(before.server()).isNotBlank();
    }

    @Test
    default void verifyLogShouldKeepTheEpochWhenTheReaderHasReadNoMoreThanThereIs() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Cursor early = store.log().head();
        store.say(alice, store.aPublicRoomWith(alice), "hello");
        Cursor head = store.log().head();

        assertThat(verify(store, early)).isEqualTo(head);
        assertThat(verify(store, head)).isEqualTo(head);
        assertThat(verify(store, beyond(new Cursor(new Epoch("earlier"), head.position()))))
                .isEqualTo(head);
        assertThat(store.log().head()).isEqualTo(head);
    }

    @Test
    default void verifyLogShouldBeginOneNewEpochWhenTheLogLacksEventsThatWereRead() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Cursor head = store.log().head();

        List<Together.Outcome<Cursor>> verified = Together.run(4, () -> verify(store, beyond(head)));

        Cursor begun = store.log().head();
        assertThat(begun.epoch()).isNotEqualTo(head.epoch());
        assertThat(begun.position()).isEqualTo(head.position());
        assertThat(verified).extracting(Together.Outcome::value).containsOnly(begun);
        store.say(alice, tea, "hello");
        assertThat(store.log().head())
                .isEqualTo(new Cursor(begun.epoch(), begun.position().plus(1)));
    }

    @Test
    default void verifyLogShouldBeginNoEpochWhenItsTransactionFails() {
        StoreFixture store = StoreFixture.in(storage());
        Cursor head = store.log().head();

        assertThatThrownBy(() -> store.write(uow -> {
                    assertThat(uow.verifyLog(beyond(head)).epoch()).isNotEqualTo(head.epoch());
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(store.log().head()).isEqualTo(head);
    }
}
