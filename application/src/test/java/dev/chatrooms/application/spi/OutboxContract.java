package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.MailRequest.PasswordChanged;
import dev.chatrooms.application.spi.MailRequest.RepeatCode;
import dev.chatrooms.application.spi.MailRequest.ResetPassword;
import dev.chatrooms.application.spi.MailRequest.VerifyAddress;
import dev.chatrooms.application.spi.MailRequest.WelcomeAccount;
import dev.chatrooms.application.spi.Outbox.Entry;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Outbox}. */
public interface OutboxContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    /** Adds a number of entries that have long been due, with any content. */
    default void addMany(int entries) {
        storage().transactions().write(uow -> {
            for (int i = 0; i < entries; i++) {
                uow.outbox().add(UUID.randomUUID(), toWhoeverHas("a@example.org"), NOW);
            }
            return true;
        });
    }

    private static UUID add(StoreFixture store, MailRequest request, Instant at) {
        UUID id = UUID.randomUUID();
        assertThat(store.<Boolean>write(uow -> uow.outbox().add(id, request, at)))
                .isTrue();
        return id;
    }

    private static MailRequest toWhoeverHas(String email) {
        return new ResetPassword(new EmailAddress(email));
    }

    private static Optional<Entry> claim(StoreFixture store, Instant at) {
        return store.write(uow -> uow.outbox().claim(at, at.plusSeconds(300)));
    }

    private static void postpone(StoreFixture store, Entry entry, Instant until) {
        store.write(uow -> {
            uow.outbox().postpone(entry, until);
            return true;
        });
    }

    private static void done(StoreFixture store, Entry entry) {
        store.write(uow -> {
            uow.outbox().done(entry);
            return true;
        });
    }

    @Test
    default void claimShouldAnswerAllThatWasAddedTheLongestDueFirst() {
        StoreFixture store = StoreFixture.in(storage());
        List<MailRequest> requests = List.of(
                new VerifyAddress(new AccountId(UUID.randomUUID())),
                new RepeatCode(new Username("alice")),
                new ResetPassword(new EmailAddress("Zoë.O'Neill@Example.org")),
                new WelcomeAccount(new AccountId(UUID.randomUUID())),
                new PasswordChanged(new AccountId(UUID.randomUUID())));
        List<Entry> expected = new ArrayList<>();
        for (int i = requests.size() - 1; i >= 0; i--) {
            Instant at = NOW.plusSeconds(i);
            expected.add(0, new Entry(add(store, requests.get(i), at), requests.get(i), at, 1));
        }

        for (Entry entry : expected) {
            assertThat(claim(store, LATER)).contains(entry);
        }
        assertThat(claim(store, LATER)).isEmpty();
    }

    @Test
    default void claimShouldBeEmptyWhileNothingIsDue() {
        StoreFixture store = StoreFixture.in(storage());
        assertThat(claim(store, NOW)).isEmpty();

        add(store, toWhoeverHas("a@example.org"), LATER);

        assertThat(claim(store, LATER.minusMillis(1))).isEmpty();
        assertThat(claim(store, LATER)).isPresent();
    }

    @Test
    default void claimShouldGiveAnEntryAgainOnlyAfterItsLease() {
        StoreFixture store = StoreFixture.in(storage());
        UUID id = add(store, toWhoeverHas("a@example.org"), NOW);

        assertThat(claim(store, NOW)).map(Entry::attempts).contains(1);
        assertThat(claim(store, NOW.plusSeconds(299))).isEmpty();
        assertThat(claim(store, NOW.plusSeconds(300))).contains(new Entry(id, toWhoeverHas("a@example.org"), NOW, 2));
    }

    @Test
    default void claimShouldGiveEachEntryToOneWhenManyClaim() {
        StoreFixture store = StoreFixture.in(storage());
        for (int i = 0; i < 20; i++) {
            add(store, toWhoeverHas("a" + i + "@example.org"), NOW);
        }

        List<Entry> claimed = new ArrayList<>();
        Together.run(8, () -> {
                    List<Entry> mine = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        claim(store, NOW).ifPresent(mine::add);
                    }
                    return mine;
                })
                .forEach(outcome -> claimed.addAll(outcome.value()));

        assertThat(claimed).hasSize(20).extracting(Entry::id).doesNotHaveDuplicates();
    }

    @Test
    default void waitingShouldCountEntriesThatAreDueOrNot() {
        StoreFixture store = StoreFixture.in(storage());
        assertThat(store.<Integer>read(stores -> stores.outbox().waiting())).isZero();

        add(store, toWhoeverHas("a@example.org"), NOW);
        add(store, toWhoeverHas("b@example.org"), LATER);
        Entry entry = claim(store, NOW).orElseThrow();
        assertThat(store.<Integer>read(stores -> stores.outbox().waiting())).isEqualTo(2);

        done(store, entry);
        assertThat(store.<Integer>read(stores -> stores.outbox().waiting())).isEqualTo(1);
    }

    @Test
    default void entryShouldBeGoneWhenItIsDone() {
        StoreFixture store = StoreFixture.in(storage());
        add(store, toWhoeverHas("a@example.org"), NOW);
        Entry entry = claim(store, NOW).orElseThrow();

        done(store, entry);
        done(store, entry);
        postpone(store, entry, NOW);

        assertThat(claim(store, LATER)).isEmpty();
    }

    @Test
    default void entryShouldComeBackWhenItIsPutOff() {
        StoreFixture store = StoreFixture.in(storage());
        add(store, toWhoeverHas("a@example.org"), NOW);

        postpone(store, claim(store, NOW).orElseThrow(), NOW.plusSeconds(10));

        assertThat(claim(store, NOW.plusSeconds(9))).isEmpty();
        assertThat(claim(store, NOW.plusSeconds(10))).map(Entry::attempts).contains(2);
    }

    @Test
    default void postponeShouldHaveNoEffectWhenTheEntryWasClaimedAgain() {
        StoreFixture store = StoreFixture.in(storage());
        add(store, toWhoeverHas("a@example.org"), NOW);
        Entry ofTheFirst = claim(store, NOW).orElseThrow();
        claim(store, LATER).orElseThrow();

        postpone(store, ofTheFirst, LATER);

        assertThat(claim(store, LATER)).isEmpty();
    }

    @Test
    default void addShouldBeTakenBackWithItsTransaction() {
        StoreFixture store = StoreFixture.in(storage());

        store.write(uow -> {
            try {
                return uow.attempt(() -> {
                    uow.outbox().add(UUID.randomUUID(), toWhoeverHas("a@example.org"), NOW);
                    throw new TransactionsContract.Refused();
                });
            } catch (TransactionsContract.Refused e) {
                return true;
            }
        });

        assertThat(claim(store, NOW)).isEmpty();
    }

    @Test
    default void addShouldRefuseWhenItIsFull() {
        StoreFixture store = StoreFixture.in(storage());
        addMany(Outbox.MAX_PENDING - 1);
        add(store, toWhoeverHas("a@example.org"), NOW);

        assertThat(store.<Boolean>write(uow -> uow.outbox().add(UUID.randomUUID(), toWhoeverHas("b@example.org"), NOW)))
                .isFalse();

        done(store, claim(store, NOW).orElseThrow());
        assertThat(store.<Boolean>write(uow -> uow.outbox().add(UUID.randomUUID(), toWhoeverHas("b@example.org"), NOW)))
                .isTrue();
    }
}
