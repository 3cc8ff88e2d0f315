package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.spi.Reactions.Outcome;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Emoji;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link Reactions}. */
public interface ReactionsContract {
    Emoji THUMB = new Emoji("\uD83D\uDC4D");
    Emoji HEART = new Emoji("\u2764\uFE0F");
    Emoji TEA = new Emoji("\uD83C\uDF75");

    /** Returns an empty store, one per test. */
    Storage storage();

    private static Outcome add(StoreFixture store, MessageId message, Emoji emoji, Account account) {
        return store.write(uow -> uow.reactions().add(message, emoji, account.id(), 2, NOW));
    }

    private static Outcome remove(StoreFixture store, MessageId message, Emoji emoji, Account account) {
        return store.write(uow -> uow.reactions().remove(message, emoji, account.id()));
    }

    private static List<ReactionCount> counts(StoreFixture store, MessageId message, Account viewer) {
        return store.messages().find(message, viewer.id(), NOW).orElseThrow().reactions();
    }

    @Test
    default void addShouldCountEachPersonOncePerEmoji() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        MessageId message =
                store.say(alice, store.aPublicRoomWith(alice, bob), "hello").id();

        assertThat(add(store, message, THUMB, bob)).isEqualTo(Outcome.DONE);
        assertThat(add(store, message, THUMB, bob)).isEqualTo(Outcome.UNCHANGED);
        assertThat(add(store, message, HEART, alice)).isEqualTo(Outcome.DONE);
        assertThat(add(store, message, THUMB, alice)).isEqualTo(Outcome.DONE);

        assertThat(counts(store, message, bob))
                .containsExactly(new ReactionCount(THUMB, 2, true), new ReactionCount(HEART, 1, false));
        assertThat(store.messages().findAll(List.of(message)).get(message).reactions())
                .containsExactly(new ReactionCount(THUMB, 2, false), new ReactionCount(HEART, 1, false));
    }

    @Test
    default void addShouldRefuseOneKindTooMany() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        MessageId message =
                store.say(alice, store.aPublicRoomWith(alice), "hello").id();
        add(store, message, THUMB, alice);
        add(store, message, HEART, alice);

        assertThat(add(store, message, TEA, alice)).isEqualTo(Outcome.TOO_MANY_KINDS);
        remove(store, message, THUMB, alice);
        assertThat(add(store, message, TEA, alice)).isEqualTo(Outcome.DONE);
        assertThat(add(store, message, THUMB, alice)).isEqualTo(Outcome.TOO_MANY_KINDS);
    }

    @Test
    default void removeShouldLetTheOrderOfTheOthersBe() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        MessageId message =
                store.say(alice, store.aPublicRoomWith(alice, bob), "hello").id();
        add(store, message, THUMB, bob);
        add(store, message, HEART, bob);
        add(store, message, THUMB, alice);

        assertThat(remove(store, message, TEA, bob)).isEqualTo(Outcome.UNCHANGED);
        assertThat(remove(store, message, THUMB, bob)).isEqualTo(Outcome.DONE);
        assertThat(counts(store, message, alice))
                .containsExactly(new ReactionCount(THUMB, 1, true), new ReactionCount(HEART, 1, false));
        assertThat(remove(store, message, THUMB, alice)).isEqualTo(Outcome.DONE);
        assertThat(add(store, message, THUMB, alice)).isEqualTo(Outcome.DONE);
        assertThat(counts(store, message, alice))
                .containsExactly(new ReactionCount(HEART, 1, false), new ReactionCount(THUMB, 1, true));
        remove(store, message, THUMB, alice);
        remove(store, message, HEART, bob);
        assertThat(counts(store, message, alice)).isEmpty();
        assertThat(add(store, message, TEA, alice)).isEqualTo(Outcome.DONE);
        assertThat(counts(store, message, alice)).containsExactly(new ReactionCount(TEA, 1, true));
    }

    @Test
    default void listShouldReturnReactionsOldestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        MessageId message =
                store.say(alice, store.aPublicRoomWith(alice, bob), "hello").id();
        add(store, message, THUMB, bob);
        store.write(uow -> uow.reactions().add(message, HEART, alice.id(), 50, LATER));
        add(store, message, THUMB, alice);

        Page<Reaction> first = store.read(stores -> stores.reactions().list(message, new PageRequest(2, null)));
        assertThat(first.items())
                .containsExactly(new Reaction(THUMB, bob.profile(), NOW), new Reaction(HEART, alice.profile(), LATER));
        Page<Reaction> rest = store.read(stores -> stores.reactions().list(message, new PageRequest(2, first.next())));
        assertThat(rest.items()).containsExactly(new Reaction(THUMB, alice.profile(), NOW));
        assertThat(rest.next()).isNull();
        assertThatThrownBy(() ->
                        store.read(stores -> stores.reactions().list(message, new PageRequest(2, "no cursor"))))
                .isInstanceOf(InvalidCursor.class);
    }
}
