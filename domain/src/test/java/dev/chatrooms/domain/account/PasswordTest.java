package dev.chatrooms.domain.account;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Characters;
import dev.chatrooms.domain.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00E9", Characters.EMOJI})
    void passwordShouldBeJudgedByItsCodePointsWhenItIsShortOrLong(String one) {
        assertThat(verdictOn(one.repeat(7))).isEqualTo("too_short");
        assertThat(verdictOn(one.repeat(8))).isEqualTo(ACCEPTED);
        assertThat(verdictOn(one.repeat(256))).isEqualTo(ACCEPTED);
        assertThat(verdictOn(one.repeat(257))).isEqualTo("too_long");
        assertThat(verdictOn(one.repeat(2_000_000))).isEqualTo("too_long");
    }

    @Test
    void passwordShouldBeRefusedAsEmptyWhenThereIsNone() {
        assertThat(verdictOn("")).isEqualTo("empty");
    }

    @Test
    void passwordShouldBeKeptAsTypedWhenItHasSpacesOrInvisibleCharacters() {
        for (String text : new String[] {"  correct horse  ", "tab\tand\nline", "zero\u200Bwidth", "        "}) {
            assertThat(new Password(text).value()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "re\u0301sume\u0301 of 2026, r\u00E9sum\u00E9 of 2026",
        "\u1112\u1161\u11AB and more, \uD55C and more", // Korean
        "no\u00A0break\u3000\u2003\u202Fspaces, no break   spaces",
        "\u212Bngstrom unit, \u00C5ngstrom unit",
        "\uFB01ne ligature, \uFB01ne ligature", // another character, not another form
        "\uFF41 full width, \uFF41 full width",
        "Upper Case, Upper Case"
    })
    void passwordShouldBePreparedAsAnOpaqueString(String typed, String prepared) {
        assertThat(new Password(typed).value()).isEqualTo(prepared);
        assertThat(new Password(typed)).isEqualTo(new Password(prepared)).hasSameHashCodeAs(new Password(prepared));
        assertThat(new Password(typed).candidates())
                .isEqualTo(typed.equals(prepared) ? List.of(prepared) : List.of(prepared, typed));
    }

    @Test
    void passwordShouldBeMeasuredInItsPreparedForm() {
        assertThat(verdictOn("e\u0301".repeat(7))).isEqualTo("too_short");
        assertThat(verdictOn("e\u0301".repeat(8))).isEqualTo(ACCEPTED);
        assertThat(verdictOn("e\u0301".repeat(256))).isEqualTo(ACCEPTED);
        assertThat(verdictOn("e\u0301".repeat(257))).isEqualTo("too_long");
        // Four code points become one, and one becomes two.
        assertThat(verdictOn("\u03B1\u0313\u0300\u0345".repeat(256))).isEqualTo(ACCEPTED);
        assertThat(verdictOn("\u0958".repeat(4))).isEqualTo(ACCEPTED);
        assertThat(verdictOn("\u0958".repeat(129))).isEqualTo("too_long");
    }

    @Test
    void enteredPasswordShouldHaveAValidLengthInEitherForm() {
        assertThat(Password.entered("e\u0301".repeat(4)).candidates())
                .containsExactly("\u00E9".repeat(4), "e\u0301".repeat(4));
        assertThat(Password.entered("\u0958".repeat(256)).candidates()).hasSize(2);
        assertThat(Password.entered("e\u0301".repeat(256)).candidates()).hasSize(2);
        for (String neither :
                List.of("", "e\u0301".repeat(3), "e\u0301".repeat(257), "x".repeat(2_000_000), "nul \0 nul")) {
            assertThat(Verdict.on(() -> Password.entered(neither))).isEqualTo(verdictOn(neither));
        }
    }

    @Test
    void passwordShouldPrintRedacted() {
        assertThat(new Password("correct horse")).hasToString("[REDACTED]");
    }

    @Test
    void passwordShouldBeRefusedWhenItCannotBeEncoded() {
        for (String bad : Characters.UNENCODABLE) {
            assertThat(verdictOn("correct " + bad + " horse")).isEqualTo("illegal_character");
        }
    }

    private static String verdictOn(String text) {
        return Verdict.on(() -> new Password(text));
    }
}
