package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.account;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static dev.chatrooms.application.spi.StoreFixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEmail;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.account.Bio;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PublicDetails;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.metadata.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The contract of {@link Accounts}. */
public interface AccountsContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static Account aPersonWithEverything(String username, String email, boolean verified) {
        return new Account(
                new AccountId(UUID.randomUUID()),
                new Username(username),
                AccountKind.BOT,
                new ExternalId("id of " + username),
                new PublicDetails(
                        new DisplayName("Zoë 🦊 Čapek"),
                        new DisplayName("Zoë"),
                        new DisplayName("Čapek"),
                        new Bio("Likes tea.\n'; drop table account; --"),
                        null,
                        new Metadata("{\"customer\":42,\"note\":\"🦊 \\\"\"}")),
                AccountRole.ADMIN,
                new AccountEmail(new EmailAddress(email), verified),
                AccountState.ACTIVE,
                NOW,
                LATER);
    }

    @Test
    default void findShouldAnswerAllThatWasAdded() {
        StoreFixture store = StoreFixture.in(storage());
        Account zoe = aPersonWithEverything("zoe", "Zoe@Example.org", true);
        Account minimal = account("bare");
        store.write(uow -> {
            uow.accounts().add(zoe, hash("h1"));
            uow.accounts().add(minimal, hash("h2"));
            return null;
        });

        assertThat(store.accounts().find(zoe.id())).contains(zoe);
        assertThat(store.accounts().find(zoe.username())).contains(zoe);
        assertThat(store.accounts().find(minimal.id())).contains(minimal);
    }

    private static Account vouchedFor(String username, String externalId) {
        return Account.vouchedFor(
                new AccountId(UUID.randomUUID()),
                new Username(username),
                AccountKind.USER,
                new ExternalId(externalId),
                new PublicDetails(new DisplayName(username), null, null),
                NOW);
    }

    @Test
    default void findShouldCompareExternalIdsExactly() {
        StoreFixture store = StoreFixture.in(storage());
        Account sam = vouchedFor("sam", "Sam@Example.org");
        Account other = vouchedFor("other", "sam@example.org");
        store.write(uow -> {
            uow.accounts().add(sam, null);
            uow.accounts().add(other, null);
            return null;
        });

        assertThat(store.accounts().find(new ExternalId("Sam@Example.org"))).contains(sam);
        assertThat(store.accounts().find(new ExternalId("sam@example.org"))).contains(other);
        assertThat(store.accounts().find(new ExternalId("SAM@EXAMPLE.ORG"))).isEmpty();
        assertThat(store.accounts().find(new ExternalId("sam"))).isEmpty();
    }

    @Test
    default void addShouldBeRefusedWhenTheExternalIdIsTaken() {
        StoreFixture store = StoreFixture.in(storage());
        Account first = vouchedFor("sam", "42");
        store.write(uow -> {
            uow.accounts().add(first, null);
            return null;
        });

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.accounts().add(vouchedFor("other", "42"), null);
                    return null;
                }))
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo(Constraint.EXTERNAL_ID));
        assertThat(store.accounts().find(new ExternalId("42"))).contains(first);
    }

    @Test
    default void externalIdShouldBecomeFreeWhenTheAccountIsAnonymised() {
        StoreFixture store = StoreFixture.in(storage());
        Account first = vouchedFor("sam", "42");
        Account second = vouchedFor("sam", "42");
        store.write(uow -> {
            uow.accounts().add(first, null);
            uow.accounts().update(first.anonymised(LATER));
            uow.accounts().add(second, null);
            return null;
        });

        assertThat(store.accounts().find(new ExternalId("42"))).contains(second);
    }

    @Test
    default void accountWithoutAPasswordShouldHaveNoCredentials() {
        StoreFixture store = StoreFixture.in(storage());
        Account sam = vouchedFor("sam", "42").withEmail(new EmailAddress("sam@example.org"), true, NOW);
        Account alice = store.person("alice");
        store.write(uow -> {
            uow.accounts().add(sam, null);
            uow.accounts().setPassword(alice.id(), null);
            return null;
        });

        assertThat(store.accounts().credentials(sam.username())).isEmpty();
        assertThat(store.accounts().credentials(new EmailAddress("sam@example.org")))
                .isEmpty();
        assertThat(store.accounts().credentials(alice.username())).isEmpty();
    }

    @Test
    default void standingShouldHaveTheStateAndTheEndOfAllSessions() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertThat(store.accounts().standing(alice.id())).contains(new Accounts.Standing(AccountState.ACTIVE, null));

        store.write(uow -> {
            uow.accounts().endSessions(alice.id(), LATER);
            uow.accounts().update(alice.withDisabled(true, LATER));
            return null;
        });

        assertThat(store.accounts().standing(alice.id())).contains(new Accounts.Standing(AccountState.DISABLED, LATER));
        assertThat(store.accounts().standing(new AccountId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    default void lockShouldLetOneAfterAnotherChangeAnAccount() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        assertThat(Together.<Boolean>run(
                        8,
                        () -> store.write(uow -> {
                            Account locked = uow.accounts().lock(alice.id()).orElseThrow();
                            uow.accounts().update(StoreFixture.called(locked, locked.displayName() + "!"));
                            return true;
                        })))
                .extracting(Together.Outcome::failure)
                .containsOnlyNulls();

        assertThat(store.accounts().find(alice.id()).orElseThrow().displayName())
                .isEqualTo(new DisplayName("alice!!!!!!!!"));
    }

    @Test
    default void findShouldBeEmptyWhenTheIdIsUnknown() {
        StoreFixture store = StoreFixture.in(storage());
        store.person("alice");

        assertThat(store.accounts().find(new AccountId(UUID.randomUUID()))).isEmpty();
        assertThat(store.accounts().find(new Username("alic"))).isEmpty();
        assertThat(store.accounts().credentials(new Username("bob"))).isEmpty();
    }

    @Test
    default void addShouldBeVisibleInItsOwnTransaction() {
        Account alice = account("alice");

        assertThat(StoreFixture.in(storage()).<Object>write(uow -> {
                    uow.accounts().add(alice, hash("h"));
                    return uow.accounts().find(alice.username()).orElseThrow();
                }))
                .isEqualTo(alice);
    }

    @Test
    default void addShouldBeRefusedWhenTheUsernameIsTaken() {
        StoreFixture store = StoreFixture.in(storage());
        Account first = store.person("alice");

        assertThatThrownBy(() -> store.person("Alice"))
                .isInstanceOfSatisfying(
                        ConstraintViolation.class,
                        e -> assertThat(e.constraint()).isEqualTo(Constraint.USERNAME));
        assertThat(store.accounts().find(new Username("alice"))).contains(first);
    }

    @Test
    default void oneShouldGetTheUsernameWhenManyWantItAtOnce() {
        StoreFixture store = StoreFixture.in(storage());

        List<Together.Outcome<Account>> outcomes = Together.run(4, () -> store.person("alice"));

        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.failure())
                        .isInstanceOfSatisfying(
                                ConstraintViolation.class,
                                e -> assertThat(e.constraint()).isEqualTo(Constraint.USERNAME)));
    }

    @Test
    default void updateShouldReplaceAllButNameAndPassword() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account other = aPersonWithEverything("other", "alice@example.org", false);
        Account changed = new Account(
                alice.id(),
                alice.username(),
                alice.kind(),
                other.externalId(),
                other.details(),
                other.role(),
                other.contact(),
                AccountState.DISABLED,
                alice.createdAt(),
                LATER);

        store.update(changed);

        assertThat(store.accounts().credentials(alice.username()))
                .contains(new Accounts.Credentials(changed, hash("hash of alice")));
    }

    @Test
    default void updateShouldGiveTheNameFreeWhenTheAccountIsAnonymised() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account gone = alice.anonymised(LATER);

        store.update(gone);

        assertThat(store.accounts().find(alice.username())).isEmpty();
        assertThat(store.accounts().find(gone.username())).contains(gone);
        Account next = store.person("alice");
        assertThat(store.accounts().find(alice.username())).contains(next);
    }

    @Test
    default void lockShouldWaitForTheHolderAndSeeItsChanges() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        CountDownLatch firstHasLocked = new CountDownLatch(1);
        CountDownLatch secondIsWaiting = new CountDownLatch(1);

        List<Together.Outcome<String>> outcomes = Together.run(List.<Callable<String>>of(
                () -> store.write(uow -> {
                    Account locked = uow.accounts().lock(alice.id()).orElseThrow();
                    firstHasLocked.countDown();
                    Together.await(secondIsWaiting);
                    uow.accounts().update(StoreFixture.called(locked, "Al"));
                    return locked.displayName().value();
                }),
                () -> {
                    Together.await(firstHasLocked);
                    secondIsWaiting.countDown();
                    return store.write(uow -> uow.accounts()
                            .lock(alice.id())
                            .orElseThrow()
                            .displayName()
                            .value());
                }));

        assertThat(outcomes).extracting(Together.Outcome::value).containsExactly("alice", "Al");
    }

    @Test
    default void lockShouldBeEmptyWhenThereIsNone() {
        StoreFixture store = StoreFixture.in(storage());

        assertThat(store.<Boolean>write(uow ->
                        uow.accounts().lock(new AccountId(UUID.randomUUID())).isEmpty()))
                .isTrue();
        assertThatThrownBy(() -> store.accounts().lock(new AccountId(UUID.randomUUID())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void updateShouldRefuseAnAddressThatAnotherHasVerified() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.update(alice.withEmail(new EmailAddress("Tea@example.org"), true, LATER));
        store.update(bob.withEmail(new EmailAddress("tea@example.org"), false, LATER));

        assertThatExceptionOfType(ConstraintViolation.class)
                .isThrownBy(() -> store.update(bob.withEmail(new EmailAddress("tea@Example.org"), true, LATER)))
                .extracting(ConstraintViolation::constraint)
                .isEqualTo(Constraint.VERIFIED_EMAIL);
        store.update(alice.withEmail(new EmailAddress("TEA@example.org"), true, LATER));
    }

    @Test
    default void setPasswordShouldReplaceThePasswordAlone() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        store.write(uow -> {
            uow.accounts().setPassword(alice.id(), hash("another"));
            return null;
        });

        assertThat(store.accounts().credentials(alice.username()))
                .contains(new Accounts.Credentials(alice, hash("another")));
    }

    @Test
    default void findShouldAnswerDisabledAccountsToo() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = disabled(store.person("alice"));
        store.update(alice);

        assertThat(store.accounts().find(alice.id())).contains(alice);
        assertThat(store.accounts().credentials(alice.username())).isPresent();
    }

    @Test
    default void findAllShouldAnswerThoseThatExist() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.person("carol");
        AccountId unknown = new AccountId(UUID.randomUUID());

        assertThat(store.accounts().findAll(List.of(alice.id(), unknown, bob.id(), alice.id())))
                .isEqualTo(java.util.Map.of(alice.id(), alice, bob.id(), bob));
        assertThat(store.accounts().findAll(Set.of())).isEmpty();
        assertThat(store.accounts()
                        .findAllByUsername(List.of(new Username("bob"), new Username("nobody"), new Username("bob"))))
                .containsExactly(bob);
        assertThat(store.accounts().findAllByUsername(Set.of())).isEmpty();
    }

    @Test
    default void credentialsShouldGoByVerifiedAddressesOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account verified = aPersonWithEverything("verified", "Zoe@Example.org", true);
        Account claims = aPersonWithEverything("claims", "zoe@example.org", false);
        Account other = aPersonWithEverything("other", "other@example.org", false);
        store.write(uow -> {
            uow.accounts().add(claims, hash("h1"));
            uow.accounts().add(verified, hash("h2"));
            uow.accounts().add(other, hash("h3"));
            return null;
        });

        assertThat(store.accounts().credentials(new EmailAddress("ZOE@example.ORG")))
                .contains(new Accounts.Credentials(verified, hash("h2")));
        assertThat(store.accounts().credentials(new EmailAddress("other@example.org")))
                .isEmpty();
    }

    @Test
    default void listShouldGoByUsernameInPages() {
        StoreFixture store = StoreFixture.in(storage());
        List.of("ab.c", "ab0", "aba", "ab_c", "ab-c", "abc", "zed").forEach(store::person);

        List<String> names = new ArrayList<>();
        PageRequest request = new PageRequest(3, null);
        int pages = 0;
        do {
            PageRequest asked = request;
            Page<Account> page = store.accounts().list(asked);
            page.items().forEach(account -> names.add(account.username().value()));
            request = page.next() == null ? null : new PageRequest(3, page.next());
            pages++;
        } while (request != null);

        assertThat(names).containsExactly("ab-c", "ab.c", "ab0", "ab_c", "aba", "abc", "zed");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    default void listShouldEndWithoutACursorWhenThePageIsJustFull() {
        StoreFixture store = StoreFixture.in(storage());
        assertThat(store.accounts().list(PageRequest.FIRST).items()).isEmpty();
        store.person("alice");
        store.person("bob");

        assertThat(store.accounts().list(new PageRequest(2, null)).next()).isNull();
    }

    @Test
    default void listShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        for (String cursor : List.of(
                "",
                "?",
                "nonsense",
                PageKey.of("a", "b").encode(),
                PageKey.of("no name \0").encode())) {
            assertThatThrownBy(() -> store.accounts().list(new PageRequest(2, cursor)))
                    .as(cursor)
                    .isInstanceOf(InvalidCursor.class);
        }
    }

    @Test
    default void anyAdminShouldReturnWhetherAnAdministratorExists() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        assertThat(store.accounts().anyAdmin()).isFalse();

        store.update(alice.withRole(AccountRole.ADMIN, LATER));

        assertThat(store.accounts().anyAdmin()).isTrue();
    }

    @Test
    default void lockAdminsShouldReturnTheEnabledAdministrators() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.person("bob");
        store.update(alice.withRole(AccountRole.ADMIN, LATER));
        store.update(store.person("carol").withRole(AccountRole.ADMIN, LATER).withDisabled(true, LATER));

        assertThat(store.<Set<AccountId>>write(uow -> uow.accounts().lockAdmins()))
                .containsExactly(alice.id());
    }
}
