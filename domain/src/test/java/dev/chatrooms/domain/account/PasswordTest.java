package dev.chatrooms.domain.account;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Characters;
import dev.chatrooms.domain.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
