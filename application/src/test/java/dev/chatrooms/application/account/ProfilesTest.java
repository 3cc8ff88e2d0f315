package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.chatWithLimits;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.account.ProfileChange.NewValue;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Profiles, avatars and client settings. */
class ProfilesTest {
    private static final NewValue NONE = new NewValue(null);

    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final Chat chat =
            Fixture.builder(storage).settings(UNLIMITED).clock(clock).build();
    private final Profiles profiles = chat.profiles();
    private final Caller alice = person(chat, "alice");

    @AfterEach
    void close() {
        chat.close();
    }

    private static NewValue given(String text) {
        return new NewValue(text);
    }

    private Account change(NewValue displayName, NewValue firstName, NewValue lastName, NewValue bio) {
        return get(profiles.change(alice, new ProfileChange(displayName, firstName, lastName, bio)));
    }

    @Test
    void changeShouldReplaceGivenFieldsAndKeepTheOthers() {
        change(null, given("Alice"), given("Liddell"), given("Likes tea."));
        clock.advance(Duration.ofMinutes(1));
        Position before = store.head();

        Account after = change(given("Al 🐇"), NONE, null, given(""));

        assertThat(after.displayName()).hasToString("Al 🐇");
        assertThat(after.firstName()).isNull();
        assertThat(after.lastName()).hasToString("Liddell");
        assertThat(after.bio()).hasToString("");
        assertThat(after.updatedAt()).isEqualTo(clock.instant());
        assertThat(chat.accounts().account(alice)).isEqualTo(after);
        assertThat(store.head()).isEqualTo(before.plus(1));
        assertThat(change(null, null, null, NONE).bio()).isNull();
    }

    @Test
    void changeShouldAppendNoEventWhenNothingDiffers() {
        Account before = change(null, given("Alice"), null, given("Likes tea."));
        Position head = store.head();
        clock.advance(Duration.ofMinutes(1));

        assertThat(change(null, null, null, null)).isEqualTo(before);
        assertThat(change(given("alice"), given("Alice"), NONE, given("Likes tea.")))
                .isEqualTo(before);

        assertThat(store.head()).isEqualTo(head);
    }

    @Test
    void changeShouldReportEveryInvalidField() {
        ProfileChange bad =
                new ProfileChange(NONE, given("a\u202Eb"), given("x".repeat(65)), given("x".repeat(500) + "\0"));

        assertThat(blamed(refusal(profiles.change(alice, bad))))
                .containsExactly(
                        "displayName missing", "firstName illegal_character", "lastName too_long", "bio too_long");
        assertThat(blamed(refusal(profiles.change(alice, new ProfileChange(given(" "), null, null, given("\0"))))))
                .containsExactly("displayName empty", "bio illegal_character");
    }

    @Test
    void changesShouldNotOverwriteEachOtherWhenTheyRace() {
        List<CompletableFuture<Account>> changes = List.of(
                profiles.change(alice, new ProfileChange(given("Al"), null, null, null)),
                profiles.change(alice, new ProfileChange(null, given("Alice"), null, null)),
                profiles.setAvatar(alice, SampleImages.png(3, 3)),
                profiles.change(alice, new ProfileChange(null, null, null, given("Likes tea."))));
        changes.forEach(Outcomes::get);

        Account after = chat.accounts().account(alice);
        assertThat(after.displayName()).hasToString("Al");
        assertThat(after.firstName()).hasToString("Alice");
        assertThat(after.avatar()).isNotNull();
        assertThat(after.bio()).hasToString("Likes tea.");
    }

    @Test
    void changesShouldBeRefusedWhenTheAccountIsDisabled() {
        disable(storage, alice);
        ProfileChange change = new ProfileChange(given("Al"), null, null, null);

        assertThat(refusal(profiles.change(alice, change)).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(profiles.setAvatar(alice, SampleImages.png(3, 3))).code())
                .isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(profiles.removeAvatar(alice)).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(() -> profiles.setSettings(alice, "{}")).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(profiles.delete(alice, "correct horse")).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
    }

    @Test
    void deleteShouldBeRateLimitedAgainstGuessedPasswords() {
        try (Chat strict = chatWithLimits(0, 2, 0)) {
            Caller bob = person(strict, "bob");

            assertThat(List.of(1, 2, 3))
                    .extracting(i -> refusal(strict.profiles().delete(bob, "wrong horse"))
                            .code())
                    .containsExactly(
                            RefusalCode.BAD_CREDENTIALS, RefusalCode.BAD_CREDENTIALS, RefusalCode.RATE_LIMITED);
        }
    }

    @Test
    void settingsShouldBeReturnedUnchanged() {
        assertThat(profiles.settings(alice)).isEqualTo("{}");

        profiles.setSettings(alice, "{ \"n\":1.50 }");

        assertThat(profiles.settings(alice)).isEqualTo("{ \"n\":1.50 }");
        assertThat(profiles.settings(person(chat, "bob"))).isEqualTo("{}");
    }

    @Test
    void setSettingsShouldBeRefusedWhenTheyAreTooLongOrNotStorable() {
        profiles.setSettings(alice, "é".repeat(8192));

        assertThat(blamed(refusal(() -> profiles.setSettings(alice, "é".repeat(8192) + "x"))))
                .containsExactly("settings too_long");
        assertThat(blamed(refusal(() -> profiles.setSettings(alice, "{\0}"))))
                .containsExactly("settings illegal_character");
        assertThat(blamed(refusal(() -> profiles.setSettings(alice, "{\uD83D}"))))
                .containsExactly("settings illegal_character");
        assertThat(profiles.settings(alice)).isEqualTo("é".repeat(8192));
    }

    @Test
    void setAvatarShouldKeepTheLastOfConcurrentUploads() {
        List<byte[]> images = List.of(SampleImages.png(3, 3), SampleImages.png(4, 4), SampleImages.png(5, 5));

        for (int round = 0; round < 5; round++) {
            racing(
                    images.size(),
                    () -> images.stream()
                            .map(image -> get(profiles.setAvatar(alice, image)))
                            .toList());

            Avatar portrait = profiles.avatar(alice, "alice", tag -> false);
            assertThat(images).contains(portrait.picture().bytes());
            assertThat(portrait.uploaded())
                    .isEqualTo(chat.accounts().account(alice).avatar());
        }
    }

    @Test
    void setAvatarShouldAppendNoEventWhenTheImageIsTheSame() {
        Account before = get(profiles.setAvatar(alice, SampleImages.png(3, 3)));
        Position head = store.head();
        clock.advance(Duration.ofMinutes(1));

        assertThat(get(profiles.setAvatar(alice, SampleImages.png(3, 3)))).isEqualTo(before);
        assertThat(store.head()).isEqualTo(head);

        get(profiles.removeAvatar(alice));
        get(profiles.removeAvatar(alice));
        assertThat(store.head()).isEqualTo(head.plus(1));
        assertThat(store.avatars().has(alice.accountId(), before.avatar())).isFalse();
    }

    @Test
    void avatarShouldBeGeneratedFromTheIdWhenNoneIsUploaded() {
        Caller bob = person(chat, "bob");

        Avatar mine = profiles.avatar(bob, "ALICE", tag -> false);

        assertThat(mine.picture().mediaType()).isEqualTo("image/svg+xml");
        assertThat(profiles.avatar(bob, alice.accountId().toString(), tag -> false))
                .isEqualTo(mine);
        assertThat(profiles.avatar(alice, "bob", tag -> false).picture()).isNotEqualTo(mine.picture());
        assertThat(profiles.avatar(alice, "alice", mine.tag()::equals).picture())
                .isNull();
    }

    @Test
    void avatarShouldNotBeFoundForUnknownUsers() {
        for (String unknown : List.of(
                "nobody",
                "",
                "room",
                "a\0b",
                "00000000-0000-7000-8000-000000000000",
                "not-an-id-but-as-long-as-one-is-----",
                "0-0-0-0-00000000000000000000000000000")) {
            assertThat(refusal(() -> profiles.avatar(alice, unknown, tag -> false))
                            .code())
                    .as(unknown)
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
    }
}
