package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.BanReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link Bans}. {@link RoomsContract} and the lists test the effect of a ban on visibility. */
public interface BansContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static List<String> names(Page<BanView> page) {
        return page.items().stream().map(view -> view.user().username().value()).toList();
    }

    private static boolean lift(StoreFixture store, RoomId room, Account account) {
        return store.write(uow -> uow.bans().lift(room, account.id(), NOW));
    }

    @Test
    default void listShouldAnswerAllThatWasPut() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        Ban ban = new Ban(tea, bob.id(), alice.id(), new BanReason("Spam 🫖 & \"worse\""), NOW, LATER);

        store.ban(ban);

        assertThat(store.bans().list(tea, PageRequest.FIRST, NOW).items())
                .containsExactly(new BanView(bob.profile(), ban));
    }

    @Test
    default void listShouldReturnBansInForceLatestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(alice);
        Account first = store.person("first");
        Account second = store.person("second");
        store.ban(first, tea, null);
        store.ban(second, tea, LATER);
        store.ban(store.person("over"), tea, NOW);
        store.ban(store.person("elsewhere"), coffee, null);

        assertThat(names(store.bans().list(tea, PageRequest.FIRST, NOW))).containsExactly("second", "first");
        assertThat(names(store.bans().list(tea, PageRequest.FIRST, LATER))).containsExactly("first");

        store.ban(first, tea, null);

        assertThat(names(store.bans().list(tea, PageRequest.FIRST, NOW)))
                .as("put anew")
                .containsExactly("first", "second");
    }

    @Test
    default void listShouldComePageByPage() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        for (int i = 0; i < 5; i++) {
            store.ban(store.person("bad" + i), tea, null);
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<BanView> page = store.bans().list(tea, new PageRequest(2, cursor), NOW);
            seen.addAll(names(page));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).containsExactly("bad4", "bad3", "bad2", "bad1", "bad0");
        assertThatThrownBy(() -> store.bans().list(tea, new PageRequest(2, "nonsense"), NOW))
                .isInstanceOf(InvalidCursor.class);
    }

    @Test
    default void liftShouldRemoveTheBanAndReturnWhetherItWasInForce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId coffee = store.aPublicRoomWith(alice);
        store.ban(bob, tea, null);
        store.ban(bob, coffee, NOW);

        assertThat(lift(store, tea, bob)).isTrue();
        assertThat(lift(store, tea, bob)).as("again").isFalse();
        assertThat(lift(store, coffee, bob)).as("it was over").isFalse();
        assertThat(store.rooms().standing(tea, bob.id(), NOW).banned()).isFalse();
        assertThat(store.bans().list(tea, PageRequest.FIRST, NOW).items()).isEmpty();
    }
}
