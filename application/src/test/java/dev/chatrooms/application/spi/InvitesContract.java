package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.invite;
import static dev.chatrooms.application.spi.StoreFixture.locked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link Invites}. */
public interface InvitesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static boolean use(StoreFixture store, Invite invite, Instant now) {
        return store.write(uow -> uow.invites().use(invite.code(), now));
    }

    private static int uses(StoreFixture store, Invite invite) {
        return store.invites().find(invite.code()).orElseThrow().uses();
    }

    @Test
    default void findShouldAnswerAllThatWasAdded() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);

        Invite limited = store.add(invite(tea, alice, 3));
        Invite unlimited = store.add(invite(tea, alice, null));

        assertThat(store.invites().find(limited.code())).contains(limited);
        assertThat(store.invites().find(unlimited.code())).contains(unlimited);
        assertThat(store.invites().find(invite(tea, alice, null).code())).isEmpty();
    }

    @Test
    default void inviteToADeletedRoomShouldNotBeFound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        Invite invite = store.add(invite(tea, alice, null));

        store.delete(tea, alice);

        assertThat(store.invites().find(invite.code())).isEmpty();
    }

    @Test
    default void listShouldReturnOpenInvitesLatestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        Invite first = store.add(invite(tea, alice, null));
        Invite usedUp = store.add(invite(tea, alice, 1));
        Invite last = store.add(invite(tea, alice, 2));
        store.add(invite(store.aPrivateRoomWith(alice), alice, null));
        use(store, usedUp, NOW);
        use(store, last, NOW);

        assertThat(store.invites().list(tea, PageRequest.FIRST, NOW).items())
                .extracting(Invite::code)
                .containsExactly(last.code(), first.code());
        assertThat(store.invites().countOpen(tea, NOW)).isEqualTo(2);
        assertThat(store.invites().list(tea, PageRequest.FIRST, LATER).items()).isEmpty();
        assertThat(store.invites().countOpen(tea, LATER)).isZero();
    }

    @Test
    default void listShouldComePageByPage() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        List<Invite> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, store.add(invite(tea, alice, null)));
        }
        List<Invite> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Invite> page = store.invites().list(tea, new PageRequest(2, cursor), NOW);
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).isEqualTo(made);
        assertThatThrownBy(() -> store.invites().list(tea, new PageRequest(2, "nonsense"), NOW))
                .isInstanceOf(InvalidCursor.class);
    }

    @Test
    default void useShouldCountUntilTheUsesOrTheTimeAreUp() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        Invite twice = store.add(invite(tea, alice, 2));
        Invite always = store.add(invite(tea, alice, null));

        assertThat(use(store, twice, NOW)).isTrue();
        assertThat(use(store, twice, NOW)).isTrue();
        assertThat(use(store, twice, NOW)).isFalse();
        assertThat(uses(store, twice)).isEqualTo(2);
        assertThat(use(store, always, LATER.minusMillis(1))).isTrue();
        assertThat(use(store, always, LATER)).isFalse();
        assertThat(uses(store, always)).isEqualTo(1);
        assertThat(use(store, invite(tea, alice, null), NOW)).as("none").isFalse();
    }

    @Test
    default void noMoreShouldUseItThanMayWhenManyTryAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        Invite invite = store.add(invite(tea, alice, 3));

        List<Together.Outcome<Boolean>> outcomes = Together.run(
                8,
                () -> store.write(uow -> {
                    locked(uow, tea);
                    return uow.invites().use(invite.code(), NOW);
                }));

        assertThat(outcomes).extracting(Together.Outcome::failure).containsOnlyNulls();
        assertThat(outcomes).filteredOn(Together.Outcome::value).hasSize(3);
        assertThat(uses(store, invite)).isEqualTo(3);
    }

    @Test
    default void removeShouldRemoveInvitesOfTheRoomOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        RoomId other = store.aPrivateRoomWith(alice);
        Invite invite = store.add(invite(tea, alice, null));

        assertThat(store.<Boolean>write(uow -> uow.invites().remove(other, invite.code())))
                .isFalse();
        assertThat(store.<Boolean>write(uow -> uow.invites().remove(tea, invite.code())))
                .isTrue();
        assertThat(store.<Boolean>write(uow -> uow.invites().remove(tea, invite.code())))
                .isFalse();
        assertThat(store.invites().find(invite.code())).isEmpty();
    }

    @Test
    default void removeExpiredShouldKeepLaterInvites() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPrivateRoomWith(alice);
        RoomId other = store.aPrivateRoomWith(alice);
        Invite here = store.add(invite(tea, alice, null));
        Invite there = store.add(invite(other, alice, null));

        removeExpired(store, tea, LATER);
        assertThat(store.invites().find(here.code())).isPresent();

        removeExpired(store, tea, LATER.plusMillis(1));
        assertThat(store.invites().find(here.code())).isEmpty();
        assertThat(store.invites().find(there.code())).isPresent();
    }

    private static void removeExpired(StoreFixture store, RoomId room, Instant before) {
        store.write(uow -> {
            uow.invites().removeExpired(room, before);
            return null;
        });
    }
}
