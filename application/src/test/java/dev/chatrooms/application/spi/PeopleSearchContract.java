package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.account;
import static dev.chatrooms.application.spi.StoreFixture.called;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static dev.chatrooms.application.spi.StoreFixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Accounts#search}. */
public interface PeopleSearchContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static List<String> search(StoreFixture store, String typed) {
        return names(store.accounts().search(SearchTerm.of(typed), PageRequest.FIRST));
    }

    private static List<String> names(Page<Account> page) {
        return page.items().stream().map(a -> a.username().value()).toList();
    }

    private static Account person(StoreFixture store, String username, String displayName) {
        Account account = called(account(username), displayName);
        store.write(uow -> {
            uow.accounts().add(account, hash("h"));
            return null;
        });
        return account;
    }

    @Test
    default void searchShouldPutTheBestMatchFirst() {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "zed", "Joanna");
        person(store, "yan", "Maria Ann Lee");
        person(store, "xa.ann", "Xavier");
        person(store, "anna2", "Anna");
        person(store, "anna", "Anna");
        person(store, "ann", "Zoe");
        person(store, "bob", "Bob");

        assertThat(search(store, "ann")).containsExactly("ann", "anna", "anna2", "xa.ann", "yan", "zed");
        assertThat(search(store, "ANNA")).containsExactly("anna", "anna2", "zed");
        assertThat(search(store, "n")).containsExactly("ann", "anna", "anna2", "xa.ann", "yan", "zed");
        assertThat(search(store, "an")).containsExactly("ann", "anna", "anna2", "xa.ann", "yan", "zed");
        assertThat(search(store, "a ann l")).containsExactly("yan");
        assertThat(search(store, "x")).containsExactly("xa.ann");
        assertThat(search(store, "nobody")).isEmpty();
    }

    @Test
    default void searchShouldIgnoreCaseAndAccents() {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "capek", "Žofie Čapková");
        person(store, "strauss", "Johann Strauß");
        person(store, "soren", "Søren Łukasz Đorđe");
        person(store, "olga", "ОЛЬГА Ёлкина");
        person(store, "tanaka", "田中さくら");

        assertThat(search(store, "capkova")).containsExactly("capek");
        assertThat(search(store, "ČAPKOVÁ")).containsExactly("capek");
        assertThat(search(store, "C\u030Capkova\u0301")).containsExactly("capek");
        assertThat(search(store, "STRAUSS")).containsExactly("strauss");
        assertThat(search(store, "strauß")).containsExactly("strauss");
        assertThat(search(store, "sören")).containsExactly("soren");
        assertThat(search(store, "lukasz dorde")).containsExactly("soren");
        assertThat(search(store, "ольга")).containsExactly("olga");
        assertThat(search(store, "елкина")).containsExactly("olga");
        assertThat(search(store, "さくら")).containsExactly("tanaka");
        assertThat(search(store, "中")).containsExactly("tanaka");
        assertThat(search(store, "  johann \t strauss ")).containsExactly("strauss");
    }

    @Test
    default void searchShouldLookIntoFirstAndLastNames() {
        StoreFixture store = StoreFixture.in(storage());
        Account a = account("nick");
        Account named = a.withProfile(
                new DisplayName("The Nick"), new DisplayName("Émile"), new DisplayName("O'Hara"), null, NOW);
        store.write(uow -> {
            uow.accounts().add(named, hash("h"));
            return null;
        });

        assertThat(search(store, "emil")).containsExactly("nick");
        assertThat(search(store, "hara")).containsExactly("nick");
        assertThat(search(store, "o'h")).containsExactly("nick");
        assertThat(search(store, "nickemile"))
                .as("names do not run into each other")
                .isEmpty();
    }

    @Test
    default void searchShouldFindPeopleWithAllWordsInAnyOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account named = account("zofie1")
                .withProfile(
                        new DisplayName("Zosia"), new DisplayName("Žofie Anna"), new DisplayName("Čapková"), null, NOW);
        store.write(uow -> {
            uow.accounts().add(named, hash("h"));
            return null;
        });
        person(store, "anna", "Anna Novák");
        person(store, "carpenter", "Xanna Capote");

        assertThat(search(store, "zofie capkova")).containsExactly("zofie1");
        assertThat(search(store, "Čapková Žofie")).containsExactly("zofie1");
        assertThat(search(store, "zosia \u00A0 ČAP")).containsExactly("zofie1");
        assertThat(search(store, "zofie1 anna")).containsExactly("zofie1");
        assertThat(search(store, "anna cap")).as("beginnings of words first").containsExactly("zofie1", "carpenter");
        assertThat(search(store, "anna anna")).containsExactly("anna", "zofie1", "carpenter");
        assertThat(search(store, "zofie novak")).isEmpty();
        assertThat(search(store, "100% _ \\")).isEmpty();
    }

    @Test
    default void searchShouldDropASignBeforeTheName() {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "ann", "Zoe");
        person(store, "joan", "@ann fan");

        assertThat(search(store, "@ann")).containsExactly("ann", "joan");
        assertThat(search(store, " ＠ANN")).containsExactly("ann", "joan");
        assertThat(search(store, "@ann fan")).containsExactly("joan");
        assertThat(search(store, "@")).containsExactly("ann", "joan");
        assertThat(search(store, "@@ann")).containsExactly("joan");
    }

    @Test
    default void searchShouldIgnoreJoiners() {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "ali", "علی\u200Cرضا");
        person(store, "kumari", "ශ්\u200Dරී");

        assertThat(search(store, "علیرضا")).containsExactly("ali");
        assertThat(search(store, "علی\u200Cرضا")).containsExactly("ali");
        assertThat(search(store, "ශ්රී")).containsExactly("kumari");
    }

    @Test
    default void searchShouldFindAVerifiedAddressWholeAndNoPartOfIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account verified =
                person(store, "bob", "Bob").withEmail(new EmailAddress("Bob.Builder@Example.org"), true, LATER);
        Account unverified = person(store, "eve", "Eve").withEmail(new EmailAddress("eve@example.org"), false, LATER);
        store.update(verified);
        store.update(unverified);
        person(store, "talker", "write to bob.builder@example.org");

        assertThat(search(store, " bob.BUILDER@example.org ")).containsExactly("bob", "talker");
        assertThat(search(store, "bob.builder@example.or")).containsExactly("talker");
        assertThat(search(store, "builder@example.org")).containsExactly("talker");
        assertThat(search(store, "eve@example.org")).isEmpty();
    }

    @Test
    default void searchShouldNotFindDeletedAccountsButDisabledOnes() {
        StoreFixture store = StoreFixture.in(storage());
        Account gone = person(store, "gone", "Anna");
        Account off = person(store, "off", "Anna");
        store.update(gone.anonymised(LATER));
        store.update(disabled(off));

        assertThat(search(store, "anna")).containsExactly("off");
        assertThat(search(store, "deleted")).isEmpty();
        assertThat(names(store.accounts().search(null, PageRequest.FIRST))).containsExactly("off");
    }

    @Test
    default void searchShouldFollowNewNames() {
        StoreFixture store = StoreFixture.in(storage());
        Account bob = person(store, "bob", "Before");
        store.update(called(bob, "After"));

        assertThat(search(store, "before")).isEmpty();
        assertThat(search(store, "after")).containsExactly("bob");
    }

    @Test
    default void searchShouldGiveAllByUsernameWithoutATerm() {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "carol", "A");
        person(store, "a-b", "B");
        person(store, "a.b", "C");
        person(store, "a1b", "D");

        assertThat(names(store.accounts().search(null, PageRequest.FIRST)))
                .containsExactly("a-b", "a.b", "a1b", "carol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%", "_", "!", "\\", "'", "\"", "%%", "\\%", "!%", "a%", "_b", "';--", "*", "?", "(", "[", "{", "$1",
                ":a", "\u0001", "\u200b", "^", "|", "~", ",", "{}", "null", "\uFFFF", "🦊"
            })
    default void anyTextShouldBeOnlyText(String typed) {
        StoreFixture store = StoreFixture.in(storage());
        person(store, "bob", "Bob");
        Account holds = typed.codePoints().noneMatch(c -> c == 1 || c == 0x200b)
                ? person(store, "holder", "x" + typed + "y")
                : null;

        assertThat(search(store, typed)).isEqualTo(holds == null ? List.of() : List.of("holder"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    default void searchShouldComePageByPageAndShowEachOnce(int limit) {
        StoreFixture store = StoreFixture.in(storage());
        Account addressed = person(store, "mail", "Mail ann@example.org");
        store.update(addressed.withEmail(new EmailAddress("ann@example.org"), true, LATER));
        for (String name :
                List.of("ann@example.org Lee", "Joann@example.org", "Xann@example.org", "Also ann@example.org")) {
            person(store, "p" + name.toLowerCase(java.util.Locale.ROOT).charAt(0) + name.length(), name);
        }
        SearchTerm term = SearchTerm.of("ann@example.org");
        List<String> whole = names(store.accounts().search(term, PageRequest.FIRST));

        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            Page<Account> page = store.accounts().search(term, new PageRequest(limit, cursor));
            paged.addAll(names(page));
            cursor = page.next();
        } while (cursor != null);

        assertThat(whole).hasSize(5).startsWith("mail").doesNotHaveDuplicates();
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    default void searchShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        SearchTerm term = SearchTerm.of("a");

        for (String cursor : List.of(
                "x", PageKey.of("a").encode(), PageKey.of("WORST", "bob").encode())) {
            assertThatThrownBy(() -> store.accounts().search(term, new PageRequest(5, cursor)))
                    .isInstanceOf(InvalidCursor.class);
        }
    }
}
