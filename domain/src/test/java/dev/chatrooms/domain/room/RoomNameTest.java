package dev.chatrooms.domain.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Characters;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomNameTest {
    @ParameterizedTest
    @CsvSource({
        "Tea, tEA",
        "STRASSE, Stra\u00DFe",
        "STRA\u1E9EE, Stra\u00DFe", // the capital sharp s
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03BF\u03C2", // a final sigma
        "\u00C9T\u00C9, \u00E9t\u00E9",
        Characters.KELVIN + "elvin, kelvin",
        "\u017Fauce, Sauce", // the long s
        "\u01C4, \u01C5" // one letter in upper and in title case
    })
    void namesShouldBeEqualWhenOnlyTheirCaseDiffers(String one, String other) {
        assertThat(new RoomName(one).folded()).isEqualTo(new RoomName(other).folded());
    }

    @ParameterizedTest
    @CsvSource({
        "Caf\u00E9, Cafe\u0301", // composed and decomposed
        "\u1EC7, e\u0323\u0302", // two accents
        "e\u0302\u0323, e\u0323\u0302", // two accents in either order
        "\uD55C\uAD6D, \u1112\u1161\u11AB\u1100\u116E\u11A8", // Hangul and its letters
        "\u304C, \u304B\u3099", // a voiced Kana
        "\uFF34\uFF45\uFF41, tea", // full width
        "\uFF83\uFF68\uFF70, \u30C6\u30A3\u30FC", // half width
        "\uFB01ne, fine", // a ligature
        "\u2460, 1",
        "H\u2082O, h2o",
        "\u2126, \u03C9", // the ohm sign
        "Green\u00A0tea, green tea",
        "\u2764\uFE0F, \u2764", // an emoji with and without its style
        "'Tea ', ' tea'",
        "علی\u200Cرضا, علیرضا", // joiners
        "ශ්\u200Dරී, ශ්රී",
        "👨\u200D👩\u200D👧, 👨👩👧"
    })
    void namesShouldBeEqualWhenOnlyTheirNormalFormOrStyleDiffers(String one, String other) {
        assertThat(new RoomName(one).folded()).isEqualTo(new RoomName(other).folded());
    }

    @Test
    void foldedNameShouldBeAName() {
        for (String name : new String[] {"\u00A8 \u00B4", "\uFDFA", "a \uFE0F b", "Caf\u00E9", "\u0130"}) {
            String folded = new RoomName(name).folded();
            assertThat(new RoomName(folded)).as(name).hasToString(folded);
            assertThat(RoomName.fold(folded)).as(name).isEqualTo(folded);
        }
    }

    @ParameterizedTest
    @CsvSource({"Tea, Tea (2)", "'Tea (2)', 'Tea (2) (2)'"})
    void numberedShouldAppendTheNumber(String name, String numbered) {
        assertThat(new RoomName(name).numbered(2)).hasToString(numbered);
    }

    @Test
    void numberedShouldFitWhenTheNameIsLong() {
        assertThat(new RoomName(Characters.EMOJI.repeat(80)).numbered(12))
                .hasToString(Characters.EMOJI.repeat(75) + " (12)");
        assertThat(new RoomName("a".repeat(75) + " bcde").numbered(2)).hasToString("a".repeat(75) + " (2)");
        assertThat(new RoomName("a".repeat(74) + Characters.FAMILY).numbered(2))
                .hasToString("a".repeat(74) + "\uD83D\uDC68 (2)");
    }

    @ParameterizedTest
    @CsvSource({"Tea, Teas", "\u00E9t\u00E9, ete", "\u0430, a", "a-b, a_b"})
    void namesShouldDifferWhenTheirLettersDo(String one, String other) {
        assertThat(new RoomName(one).folded()).isNotEqualTo(new RoomName(other).folded());
    }

    @Test
    void foldShouldBeTheSameInEveryCaseForEveryLetter() {
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            String letter = Character.toString(c);
            String folded = RoomName.fold(letter);
            if (!folded.equals(RoomName.fold(folded))
                    || !folded.equals(RoomName.fold(letter.toUpperCase(Locale.ROOT)))
                    || !folded.equals(RoomName.fold(letter.toLowerCase(Locale.ROOT)))) {
                assertThat(folded).as("U+%04X", c).isEqualTo(RoomName.fold(letter.toUpperCase(Locale.ROOT)));
                assertThat(folded).as("U+%04X", c).isEqualTo(RoomName.fold(folded));
            }
        }
    }
}
