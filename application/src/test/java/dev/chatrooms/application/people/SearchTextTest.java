package dev.chatrooms.application.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.people.SearchText.Match;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
    private static final SearchText JOHN = SearchText.of(Account.registered(
            new AccountId(new UUID(1, 2)),
            new Username("j.smith"),
            new DisplayName("Johnny O'Neil-Smith 🦊"),
            new DisplayName("Jöhn"),
            null,
            AccountRole.USER,
            new EmailAddress("secret@example.org"),
            Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({
        "j.smith, USERNAME",
        "J.Smith, USERNAME",
        "j.s, USERNAME_PREFIX",
        "j, USERNAME_PREFIX",
        "smith, WORD_PREFIX",
        "john, WORD_PREFIX",
        "neil-s, WORD_PREFIX",
        "o'ne, WORD_PREFIX",
        "mit, ANYWHERE",
        "y o, ANYWHERE",
        "🦊, ANYWHERE",
        "-smith, ANYWHERE",
        "john neil, WORD_PREFIX",
        "smith john, WORD_PREFIX",
        "john ohn, ANYWHERE",
        "@j.smith, USERNAME",
        "＠j, USERNAME_PREFIX",
    })
    void matchShouldReturnTheBestMatch(String typed, Match match) {
        assertThat(JOHN.match(SearchTerm.of(typed))).isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smithjohnny", "secret", "example", "j.smiths", "johnnyo", "x", "john x", "j.smith@"})
    void matchShouldBeNullWhenNoNameContainsTheTerm(String typed) {
        assertThat(JOHN.match(SearchTerm.of(typed))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"j", "jo", "joh", "johnny o'neil", "🦊", "h 🦊", "smith", "-", "Ö", "smith y", "@jo"})
    void gramsShouldContainTheGramsOfEveryMatchingTerm(String typed) {
        SearchTerm term = SearchTerm.of(typed);

        assertThat(JOHN.match(term)).isNotNull();
        assertThat(term.grams()).isNotEmpty();
        assertThat(JOHN.grams()).containsAll(term.grams());
    }

    @ParameterizedTest
    @ValueSource(strings = {"j", "jo", "johnny", "smith", "o'neil", "smith john"})
    void gramsShouldContainTheWordGramsOfEveryPrefix(String typed) {
        assertThat(JOHN.grams()).containsAll(SearchTerm.of(typed).wordGrams());
        assertThat(JOHN.grams()).doesNotContainAnyElementsOf(SearchTerm.of("m").wordGrams());
    }

    @Test
    void termShouldBeNullWhenTheTextIsBlank() {
        assertThat(SearchTerm.of("")).isNull();
        assertThat(SearchTerm.of(" \t ")).isNull();
        assertThat(SearchTerm.of("\u0301")).isNull();
        assertThat(SearchTerm.of(" @ ")).isNull();
    }

    @Test
    void termShouldHaveAnEmailOnlyForAWholeAddress() {
        assertThat(SearchTerm.of(" Bob@Example.org ").email()).isEqualTo(new EmailAddress("Bob@Example.org"));
        assertThat(SearchTerm.of("bob@").email()).isNull();
        assertThat(SearchTerm.of("bob bob@example.org").email()).isNull();
    }

    @Test
    void termShouldBeRefusedWhenItIsTooLongOrNotStorable() {
        assertThat(SearchTerm.of("🦊".repeat(254))).isNotNull();
        assertRefused("🦊".repeat(255), "too_long");
        assertRefused("a".repeat(1_000_000), "too_long");
        assertRefused("a\u0000b", "illegal_character");
        assertRefused("\ud800", "illegal_character");
    }

    private static void assertRefused(String typed, String code) {
        assertThatThrownBy(() -> SearchTerm.of(typed))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
