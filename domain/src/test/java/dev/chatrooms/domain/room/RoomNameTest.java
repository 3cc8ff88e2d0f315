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
    void namesShouldBeTheSameWhenOnlyTheirCaseDiffers(String one, String other) {
        assertThat(new RoomName(one).folded()).isEqualTo(new RoomName(other).folded());
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

    @Test
    void foldOfAPartShouldBeAPartOfTheFoldWhenItEndsWithinAWord() {
        // The capital sigma folds to one letter at the end of a word and to another within: a search cannot know which.
        String name = "\u039F\u0394\u039F\u03A3\u0397\u039C\u0391";
        for (int end = 1; end <= name.length(); end++) {
            assertThat(RoomName.fold(name)).contains(RoomName.fold(name.substring(0, end)));
        }
    }
}
