package dev.chatrooms.domain;

import static dev.chatrooms.domain.Verdict.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the rules for every text that people type: its characters, and how its length counts. */
class TextValueTest {
    private static final int HUGE = 5_000_000;

    @ParameterizedTest
    @EnumSource
    void textShouldBeKeptAsTypedWhenItIsAcceptable(TextValue value) {
        for (String text : new String[] {"Tea", "\u00C9t\u00E9", "E\u0301te\u0301", "\u8336", "<b>&amp;"}) {
            assertThat(value.of(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void spacesShouldBeTrimmedAndFoldedWhenTheTextIsAName(TextValue value) {
        for (String text : new String[] {
            "  Green tea  ", "Green  \u00A0 tea", "Green\u00A0tea", "Green\u3000tea\u2003", "\u202FGreen tea"
        }) {
            assertThat(value.of(text)).as(hex(text)).hasToString(value.isName ? "Green tea" : text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void lengthShouldNotCountTheSpacesThatANameLoses(TextValue value) {
        String text = "  " + "a".repeat(value.max - 2) + " \u00A0b  ";
        assertThat(value.verdictOn(text)).isEqualTo(value.isName ? ACCEPTED : "too_long");
    }

    @ParameterizedTest
    @EnumSource
    void lengthShouldCountCodePointsWhenCharactersTakeTwoChars(TextValue value) {
        for (String one : new String[] {"a", "\u00E9", "\u8336", Characters.EMOJI}) {
            assertThat(value.verdictOn(one.repeat(value.max))).as(one).isEqualTo(ACCEPTED);
            assertThat(value.verdictOn(one.repeat(value.max + 1))).as(one).isEqualTo("too_long");
        }
    }

    @ParameterizedTest
    @EnumSource
    void lengthShouldCountEachCodePointWhenSeveralMakeOneLetter(TextValue value) {
        assertThat(value.verdictOn(Characters.COMBINED.repeat(value.max / 2))).isEqualTo(ACCEPTED);
        assertThat(value.verdictOn(Characters.COMBINED.repeat(value.max / 2 + 1)))
                .isEqualTo("too_long");
    }

    @ParameterizedTest
    @EnumSource
    void textShouldBeRefusedAsTooLongWhenItIsHuge(TextValue value) {
        assertThat(value.verdictOn("x".repeat(HUGE))).isEqualTo("too_long");
        assertThat(value.verdictOn("\0".repeat(HUGE))).isEqualTo("too_long");
    }

    @ParameterizedTest
    @EnumSource
    void textShouldBeRefusedWhenItCannotBeEncodedOrStored(TextValue value) {
        for (String bad : Characters.UNENCODABLE) {
            assertThat(value.verdictOn(bad)).as("alone").isEqualTo("illegal_character");
            assertThat(value.verdictOn("a" + bad + "z")).as("within").isEqualTo("illegal_character");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"TOPIC", "BIO"},
            mode = EnumSource.Mode.EXCLUDE)
    void textShouldBeRefusedAsEmptyWhenThereIsNothingToSee(TextValue value) {
        assertThat(value.verdictOn("")).isEqualTo("empty");
        for (String space : Characters.SPACES) {
            assertThat(value.verdictOn(space.repeat(3))).as(hex(space)).isEqualTo("empty");
        }
        for (String nothing : Characters.INVISIBLE) {
            assertThat(value.verdictOn(" " + nothing)).as(hex(nothing)).isEqualTo("empty");
        }
        for (String nothing : Characters.BLANK) {
            assertThat(value.verdictOn(nothing)).as(hex(nothing)).isEqualTo("empty");
        }
        assertThat(value.verdictOn(String.join("", Characters.SPACES))).isEqualTo("empty");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPIC", "BIO"})
    void textShouldBeAcceptedWithoutContentWhenItIsOptional(TextValue value) {
        assertThat(value.verdictOn("")).isEqualTo(ACCEPTED);
        assertThat(value.verdictOn("\u3000")).isEqualTo("empty");
    }

    @ParameterizedTest
    @EnumSource
    void invisibleCharactersShouldBeRefusedWhenTheyCouldMakeTwoNamesLookAlike(TextValue value) {
        String expected = value.isName ? "illegal_character" : ACCEPTED;
        for (String invisible : Characters.INVISIBLE) {
            assertThat(value.verdictOn("al" + invisible + "ice"))
                    .as(hex(invisible))
                    .isEqualTo(expected);
            assertThat(value.verdictOn("alice" + invisible)).as(hex(invisible)).isEqualTo(expected);
        }
        for (String lineEnd : new String[] {"\n", "\r\n", "\t", "\u0085", "\u2028", "\u2029"}) {
            assertThat(value.verdictOn("al" + lineEnd + "ice")).as(hex(lineEnd)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emojiShouldBeAcceptedAsTyped(TextValue value) {
        for (String text : new String[] {"Tea " + Characters.EMOJI + Characters.HEART, Characters.FAMILY}) {
            assertThat(value.of(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalShouldNotQuoteTheTextWhenItIsThrown(TextValue value) {
        String secret = "hunter2".repeat(value.max);
        assertThatThrownBy(() -> value.of(secret))
                .isInstanceOf(InvalidValue.class)
                .message()
                .doesNotContain("hunter2");
    }

    private static String hex(String text) {
        return text.codePoints()
                .mapToObj(c -> String.format("U+%04X ", c))
                .reduce("", String::concat)
                .trim();
    }
}
