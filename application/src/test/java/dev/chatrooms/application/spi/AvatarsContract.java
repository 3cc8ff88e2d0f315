package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract of {@link Avatars}. */
public interface AvatarsContract {
    AvatarId RED = new AvatarId("00ff");
    AvatarId BLUE = new AvatarId("ff00");

    /** Returns an empty store, one per test. */
    Storage storage();

    private static EncodedImage picture(String mediaType, int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new EncodedImage(mediaType, bytes);
    }

    private static void add(StoreFixture store, AccountId account, AvatarId id, EncodedImage picture) {
        store.write(uow -> {
            uow.avatars().add(account, id, picture);
            return null;
        });
    }

    private static void retain(StoreFixture store, AccountId account, AvatarId... ids) {
        store.write(uow -> {
            uow.avatars().retain(account, List.of(ids));
            return null;
        });
    }

    @Test
    default void findShouldAnswerEveryByteThatWasAdded() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        EncodedImage large = picture("image/png", 1, Avatars.MAX_BYTES);

        add(store, alice, RED, large);

        assertThat(store.avatars().find(alice, RED)).contains(large);
        assertThat(store.avatars().has(alice, RED)).isTrue();
    }

    @Test
    default void findShouldBeEmptyWhenThePictureIsAnothersOrNone() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        AccountId bob = store.person("bob").id();
        add(store, alice, RED, picture("image/gif", 1, 10));

        assertThat(store.avatars().find(bob, RED)).isEmpty();
        assertThat(store.avatars().has(bob, RED)).isFalse();
        assertThat(store.avatars().find(alice, BLUE)).isEmpty();
        assertThat(store.avatars().has(alice, BLUE)).isFalse();
    }

    @Test
    default void addShouldChangeNothingWhenTheAccountHasThePicture() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        EncodedImage first = picture("image/webp", 1, 10);
        add(store, alice, RED, first);

        add(store, alice, RED, picture("image/jpeg", 2, 10));

        assertThat(store.avatars().find(alice, RED)).contains(first);
    }

    @Test
    default void retainShouldLetGoOfAllOthersOfThatAccount() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();
        AccountId bob = store.person("bob").id();
        EncodedImage picture = picture("image/png", 1, 10);
        for (AccountId person : List.of(alice, bob)) {
            add(store, person, RED, picture);
            add(store, person, BLUE, picture);
        }

        retain(store, alice, BLUE, new AvatarId("0a"));
        assertThat(store.avatars().has(alice, RED)).isFalse();
        assertThat(store.avatars().has(alice, BLUE)).isTrue();

        retain(store, alice);
        assertThat(store.avatars().has(alice, BLUE)).isFalse();
        assertThat(store.avatars().has(bob, RED)).isTrue();
        assertThat(store.avatars().has(bob, BLUE)).isTrue();
    }

    @Test
    default void addShouldLeaveNothingWhenItsTransactionFails() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId alice = store.person("alice").id();

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.avatars().add(alice, RED, picture("image/png", 1, 10));
                    throw new IllegalArgumentException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(store.avatars().has(alice, RED)).isFalse();
    }
}
