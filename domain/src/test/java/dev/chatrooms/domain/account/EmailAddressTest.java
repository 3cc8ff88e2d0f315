package dev.chatrooms.domain.account;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Characters;
import dev.chatrooms.domain.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                "alice@localhost",
                "Alice.Liddell+chat@Example.ORG",
                "o'hara_1-2@a-b.example",
                "!#$%&'*+/=?^`{|}~-@example.org",
                "jos\u00E9@example.org",
                "\u8336@example.org"
            })
    void addressShouldBeKeptAsTypedWhenItHasTheShape(String text) {
        assertThat(new EmailAddress(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "alice",
                "@example.org",
                "alice@",
                "alice@@example.org",
                "a@b@c",
                "al ice@example.org",
                " alice@example.org",
                "alice@example.org ",
                "alice@exam ple.org",
                "alice@.org",
                "alice@org.",
                "alice@example..org",
                "al..ice@example.org",
                "alice@-example",
                "alice@example.org\n",
                "alice@example.org\r\nBcc: all@example.org",
                "\"alice\"@example.org",
                "alice@[127.0.0.1]",
                "Alice <alice@example.org>",
                "alice,bob@example.org",
                "alice@ex\u00E4mple.org"
            })
    void addressShouldBeRefusedWhenItHasNotTheShape(String text) {
        assertThat(verdictOn(text)).isEqualTo("illegal_format");
    }

    @Test
    void addressShouldBeRefusedWhenItHoldsWhatCannotBeStoredOrSeen() {
        for (String bad : Characters.UNENCODABLE) {
            assertThat(verdictOn("al" + bad + "ice@example.org")).isEqualTo("illegal_format");
        }
        for (String space : Characters.SPACES) {
            assertThat(verdictOn("al" + space + "ice@example.org")).isEqualTo("illegal_format");
        }
        for (String invisible : Characters.INVISIBLE) {
            assertThat(verdictOn("al" + invisible + "ice@example.org")).isEqualTo("illegal_format");
        }
    }

    @Test
    void addressShouldBeRefusedWhenAPartIsTooLong() {
        String domain = "d".repeat(63) + ".example";
        assertThat(verdictOn("a".repeat(64) + "@" + domain)).isEqualTo(ACCEPTED);
        assertThat(verdictOn("a".repeat(65) + "@" + domain)).isEqualTo("illegal_format");
        assertThat(verdictOn("a@" + "d".repeat(252))).isEqualTo(ACCEPTED);
        assertThat(verdictOn("a@" + "d".repeat(253))).isEqualTo("too_long");
        assertThat(verdictOn("a@" + "d.".repeat(2_000_000) + "e")).isEqualTo("too_long");
    }

    @Test
    void addressesShouldBeTheSameWhenOnlyTheirCaseDiffers() {
        assertThat(new EmailAddress("Alice@Example.ORG").folded())
                .isEqualTo(new EmailAddress("alice@example.org").folded());
        assertThat(new EmailAddress("JOS\u00C9@example.org").folded())
                .isEqualTo(new EmailAddress("jos\u00E9@example.org").folded());
    }

    @Test
    void addressesShouldDifferWhenOneOnlyFoldsToTheOther() {
        // Two mailboxes to every mail server: the owner of one must never pass for the owner of the other.
        assertThat(new EmailAddress(Characters.KELVIN + "ate@example.org").folded())
                .isNotEqualTo(new EmailAddress("kate@example.org").folded());
    }

    private static String verdictOn(String text) {
        return Verdict.on(() -> new EmailAddress(text));
    }
}
