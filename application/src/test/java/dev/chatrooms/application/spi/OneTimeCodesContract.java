package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract of {@link OneTimeCodes}. */
public interface OneTimeCodesContract {
    EmailAddress ADDRESS = new EmailAddress("Alice@Example.org");

    /** Returns an empty store, one per test. */
    Storage storage();

    /** The hash of a secret of that number. */
    private static byte[] hash(int secret) {
        byte[] hash = new byte[32];
        hash[0] = (byte) secret;
        return hash;
    }

    private static void run(StoreFixture store, Consumer<OneTimeCodes> work) {
        store.write(uow -> {
            work.accept(uow.codes());
            return true;
        });
    }

    private static void aCode(StoreFixture store, Account account, int secret) {
        run(store, codes -> {
            codes.expect(account.id(), ADDRESS);
            codes.makeCode(account.id(), hash(secret), LATER);
        });
    }

    private static Optional<EmailAddress> tryCode(StoreFixture store, Account account, int secret, Instant at) {
        return store.write(uow -> uow.codes().tryCode(account.id(), hash(secret), at));
    }

    private static Optional<AccountId> spend(StoreFixture store, int secret, Instant at) {
        return store.write(uow -> uow.codes().spendToken(hash(secret), at));
    }

    private static Optional<EmailAddress> makeCode(StoreFixture store, Account account, int secret) {
        return store.write(uow -> uow.codes().makeCode(account.id(), hash(secret), LATER));
    }

    // ---- codes

    @Test
    default void tryCodeShouldProveTheAddressOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);

        assertThat(tryCode(store, alice, 1, LATER.minusMillis(1))).contains(ADDRESS);
        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
        assertThat(makeCode(store, alice, 2))
                .as("nothing is to be proved any more")
                .isEmpty();
    }

    @Test
    default void tryCodeShouldFailWhenItHasExpired() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);

        assertThat(tryCode(store, alice, 1, LATER)).isEmpty();
        assertThat(makeCode(store, alice, 2))
                .as("the address is still to be proved")
                .contains(ADDRESS);
    }

    @Test
    default void tryCodeShouldFailWhenThereIsNone() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
        run(store, codes -> codes.expect(alice.id(), ADDRESS));
        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
    }

    @Test
    default void tryCodeShouldFailWhenItIsAnothersCode() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        aCode(store, alice, 1);
        aCode(store, bob, 2);

        assertThat(tryCode(store, bob, 1, NOW)).isEmpty();
        assertThat(tryCode(store, alice, 1, NOW)).contains(ADDRESS);
    }

    @Test
    default void tryCodeShouldSucceedAfterFourWrongTriesButNotAfterFive() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        aCode(store, alice, 1);
        aCode(store, bob, 1);

        for (int i = 1; i < OneTimeCodes.MAX_TRIES; i++) {
            assertThat(tryCode(store, alice, 9, NOW)).isEmpty();
            assertThat(tryCode(store, bob, 9, NOW)).isEmpty();
        }
        assertThat(tryCode(store, bob, 9, NOW)).isEmpty();

        assertThat(tryCode(store, alice, 1, NOW)).contains(ADDRESS);
        assertThat(tryCode(store, bob, 1, NOW)).isEmpty();
    }

    @Test
    default void tryCodeShouldFailAfterManyWrongTriesAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);

        assertThat(Together.run(20, () -> tryCode(store, alice, 9, NOW)))
                .extracting(Together.Outcome::value)
                .containsOnly(Optional.empty());

        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
    }

    @Test
    default void tryCodeShouldSucceedForOneWhenManyHaveTheRightOne() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);

        assertThat(Together.run(8, () -> tryCode(store, alice, 1, NOW).isPresent()))
                .extracting(Together.Outcome::value)
                .containsOnlyOnce(true)
                .hasSize(8);
    }

    @Test
    default void tryCodeShouldNotCountWhenItsTransactionIsRolledBack() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);

        for (int i = 0; i < 2 * OneTimeCodes.MAX_TRIES; i++) {
            store.write(uow -> {
                try {
                    return uow.attempt(() -> {
                        uow.codes().tryCode(alice.id(), hash(9), NOW);
                        throw new TransactionsContract.Refused();
                    });
                } catch (TransactionsContract.Refused e) {
                    return true;
                }
            });
        }

        assertThat(tryCode(store, alice, 1, NOW)).contains(ADDRESS);
    }

    @Test
    default void makeCodeShouldVoidTheFormerAndBringNewTries() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);
        for (int i = 0; i < OneTimeCodes.MAX_TRIES; i++) {
            tryCode(store, alice, 9, NOW);
        }

        assertThat(makeCode(store, alice, 2)).contains(ADDRESS);

        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
        assertThat(tryCode(store, alice, 2, NOW)).contains(ADDRESS);
    }

    @Test
    default void expectShouldVoidTheCodeForAnotherAddress() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        EmailAddress other = new EmailAddress("alice@example.net");
        aCode(store, alice, 1);

        run(store, codes -> codes.expect(alice.id(), other));

        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
        assertThat(makeCode(store, alice, 2)).contains(other);
    }

    // ---- tokens

    @Test
    default void tokenShouldBeFoundUntilItExpiresAndSpentOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        run(store, codes -> codes.makeToken(alice.id(), hash(1), LATER));

        assertThat(store.codes().findToken(hash(1), LATER.minusMillis(1))).contains(alice.id());
        assertThat(store.codes().findToken(hash(1), LATER)).isEmpty();
        assertThat(store.codes().findToken(hash(2), NOW)).isEmpty();
        assertThat(spend(store, 1, LATER)).isEmpty();
        assertThat(spend(store, 1, NOW)).contains(alice.id());
        assertThat(spend(store, 1, NOW)).isEmpty();
        assertThat(store.codes().findToken(hash(1), NOW)).isEmpty();
    }

    @Test
    default void issuedTokenShouldBeValidBesideTheMailedOne() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        run(store, codes -> codes.makeToken(alice.id(), hash(1), LATER));
        run(store, codes -> codes.issueToken(alice.id(), hash(2), LATER));
        run(store, codes -> codes.issueToken(alice.id(), hash(3), LATER));

        assertThat(store.codes().findToken(hash(1), NOW)).contains(alice.id());
        assertThat(store.codes().findToken(hash(2), NOW)).isEmpty();
        assertThat(spend(store, 3, NOW)).contains(alice.id());
        assertThat(spend(store, 3, NOW)).isEmpty();
        assertThat(store.codes().findToken(hash(1), NOW)).contains(alice.id());
        run(store, codes -> codes.issueToken(alice.id(), hash(4), LATER));
        run(store, codes -> codes.voidToken(alice.id()));
        assertThat(store.codes().findToken(hash(1), NOW)).isEmpty();
        assertThat(store.codes().findToken(hash(4), NOW)).isEmpty();
    }

    @Test
    default void makeTokenShouldVoidTheFormer() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        run(store, codes -> codes.makeToken(alice.id(), hash(1), LATER));
        run(store, codes -> codes.makeToken(alice.id(), hash(2), LATER));

        assertThat(spend(store, 1, NOW)).isEmpty();
        assertThat(spend(store, 2, NOW)).contains(alice.id());
    }

    @Test
    default void spendTokenShouldSucceedForOneWhenManyTry() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        run(store, codes -> codes.makeToken(alice.id(), hash(1), LATER));

        assertThat(Together.run(8, () -> spend(store, 1, NOW).isPresent()))
                .extracting(Together.Outcome::value)
                .containsOnlyOnce(true)
                .hasSize(8);
    }

    @Test
    default void codeShouldNotPassForATokenNorTheOtherWayRound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);
        run(store, codes -> codes.makeToken(alice.id(), hash(2), LATER));

        assertThat(spend(store, 1, NOW)).isEmpty();
        assertThat(tryCode(store, alice, 2, NOW)).isEmpty();
    }

    @Test
    default void voidTokenShouldLeaveTheCodeAlone() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        aCode(store, alice, 1);
        run(store, codes -> {
            codes.makeToken(alice.id(), hash(2), LATER);
            codes.makeToken(bob.id(), hash(3), LATER);
            codes.voidToken(alice.id());
        });

        assertThat(spend(store, 2, NOW)).isEmpty();
        assertThat(spend(store, 3, NOW)).contains(bob.id());
        assertThat(tryCode(store, alice, 1, NOW)).contains(ADDRESS);
    }

    @Test
    default void forgetShouldLeaveNothing() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        aCode(store, alice, 1);
        run(store, codes -> {
            codes.makeToken(alice.id(), hash(2), LATER);
            codes.forget(alice.id());
        });

        assertThat(tryCode(store, alice, 1, NOW)).isEmpty();
        assertThat(spend(store, 2, NOW)).isEmpty();
        assertThat(makeCode(store, alice, 1)).isEmpty();
    }

    @Test
    default void codesShouldNotExistForUnknownAccounts() {
        StoreFixture store = StoreFixture.in(storage());
        AccountId unknown = new AccountId(new UUID(0, 0));

        for (Optional<EmailAddress> outcome : List.<Optional<EmailAddress>>of(
                store.write(uow -> uow.codes().tryCode(unknown, hash(1), NOW)),
                store.write(uow -> uow.codes().makeCode(unknown, hash(1), NOW)))) {
            assertThat(outcome).isEmpty();
        }
    }
}
