package dev.chatrooms.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.text.EmojiTable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC4D", // thumbs up
                "\uD83D\uDC4D\uD83C\uDFFD", // with a skin tone
                "\u2764\uFE0F", // a heart
                "\u2764\uFE0F\u200D\uD83D\uDD25", // on fire
                "\uD83D\uDC68\uD83C\uDFFF\u200D\uD83D\uDC69\uD83C\uDFFB\u200D\uD83D\uDC67\u200D\uD83D\uDC66", // a
                // family
                "\uD83C\uDDE9\uD83C\uDDEA", // a flag of letters
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F", // Scotland's,
                // of tags
                "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08", // the rainbow's
                "7\uFE0F\u20E3", // keycaps
                "#\uFE0F\u20E3",
                "*\uFE0F\u20E3",
                "\u00A9\uFE0F",
                "\uD83E\uDEE9" // of Unicode 16
            })
    void emojiShouldBeTakenWhateverItIsMadeOf(String text) {
        assertThat(new Emoji(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "7",
                "#",
                "*",
                "a\u20E3",
                "a\uFE0F\u20E3",
                "7\uFE0F\uFE0F\u20E3",
                "7\uFE0E\u20E3",
                "\uD83D\uDC4D\u20E3",
                "\u2605", // a star that is no emoji
                "\uFE0F",
                "\u200D",
                "\u20E3",
                "\uD83C\uDDE9", // half a flag
                "\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDE9\uD83C\uDDEA",
                "\uD83D\uDC4D\uD83D\uDC4D", // two
                "\uD83D\uDC4D ",
                "\uD83D\uDC4D\u200D",
                "\u200D\uD83D\uDC4D",
                "\uD83D\uDC4D\uFE0E", // asked for as text
                "\u2764\uFE0E",
                "\u2764\uFE0E\uFE0F",
                "\u2764\uFE0E\u200D\uD83D\uDD25",
                "\uD83D\uDC4D\uFE0F\uFE0F",
                "\uD83C\uDFF4\uDB40\uDC67", // tags without an end
                "\uD83D", // half a character
                "\"",
                ":+1:"
            })
    void emojiShouldBeRefusedWhenItIsNotOne(String text) {
        assertThatThrownBy(() -> new Emoji(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("not_an_emoji"));
    }

    /** Pairs of a form and its qualified form, as in emoji-test.txt of Unicode. */
    @ParameterizedTest
    @CsvSource({
        "\u2764, \u2764\uFE0F",
        "\u2764\uFE0F, \u2764\uFE0F",
        "\uD83D\uDC4D\uFE0F, \uD83D\uDC4D", // a thumb, which is an emoji by default
        "7\u20E3, 7\uFE0F\u20E3",
        "'#\u20E3', '#\uFE0F\u20E3'",
        "*\u20E3, *\uFE0F\u20E3",
        "\u00A9, \u00A9\uFE0F",
        "\u2764\u200D\uD83D\uDD25, \u2764\uFE0F\u200D\uD83D\uDD25", // a heart on fire
        "\uD83C\uDFF3\u200D\uD83C\uDF08, \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08", // the rainbow flag
        "\uD83D\uDC41\uFE0F\u200D\uD83D\uDDE8, \uD83D\uDC41\uFE0F\u200D\uD83D\uDDE8\uFE0F", // an eye in a bubble
        "\uD83D\uDC41\u200D\uD83D\uDDE8\uFE0F, \uD83D\uDC41\uFE0F\u200D\uD83D\uDDE8\uFE0F",
        "\u261D\uD83C\uDFFD, \u261D\uD83C\uDFFD", // a finger with a skin tone, which stands for the selector
        "\u261D\uFE0F\uD83C\uDFFD, \u261D\uD83C\uDFFD",
        "\uD83D\uDD75\u200D\u2642, \uD83D\uDD75\uFE0F\u200D\u2642\uFE0F", // a detective
        "\uD83D\uDD75\uD83C\uDFFB\u200D\u2642, \uD83D\uDD75\uD83C\uDFFB\u200D\u2642\uFE0F",
    })
    void emojiShouldBeTheSameInEachForm(String form, String qualified) {
        assertThat(Emoji.valid(form)).hasToString(qualified).isEqualTo(new Emoji(qualified));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83C\uDDFD\uD83C\uDDFD", // the flag of XX
                "\uD83C\uDDE6\uD83C\uDDE6", // AA
                "\uD83C\uDDFA\uD83C\uDDF0", // UK, whose code is GB
                "\uD83C\uDFF4\uDB40\uDC75\uDB40\uDC73\uDB40\uDC74\uDB40\uDC78\uDB40\uDC7F", // ustx
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F", // gb
                "\uD83D\uDC4D\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F", // a thumb,
                // gbsct
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC7F\u200D\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC7F",
                "\uD83C\uDF75\uD83C\uDFFD", // tea with a skin tone
                "\uD83D\uDC68\u200D\uD83C\uDF75\uD83C\uDFFD",
                "\uD83C\uDFFD\uD83C\uDFFD"
            })
    void validShouldRefuseWhatStandsForNothing(String text) {
        assertThat(new Emoji(text)).as("a stored one").hasToString(text);
        assertThatThrownBy(() -> Emoji.valid(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("not_an_emoji"));
    }

    @Test
    void emojiShouldBeReadableInItsQualifiedFormWhenItIsAsLongAsPossible() {
        String longest = "\u2764\u200D".repeat(31) + "\u2764";

        assertThat(new Emoji(new Emoji(longest).value())).isEqualTo(new Emoji(longest));
        assertThatThrownBy(() -> new Emoji("\u2764\u200D".repeat(32) + "\u2764"))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void emojiShouldBeRefusedWhenItIsJoinedWithoutEnd() {
        assertThatThrownBy(() -> new Emoji("\uD83D\uDC4D\u200D".repeat(1000) + "\uD83D\uDC4D"))
                .isInstanceOf(InvalidValue.class);
    }

    /** Held against the JDK where that knows emoji; by reflection, since it is built for one that does not. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void tableShouldBeWhatTheJdkSays() throws ReflectiveOperationException {
        Method isEmoji = Character.class.getMethod("isEmoji", int.class);
        Method isEmojiPresentation = Character.class.getMethod("isEmojiPresentation", int.class);
        Method isModifierBase = Character.class.getMethod("isEmojiModifierBase", int.class);
        Method isPictographic = Character.class.getMethod("isExtendedPictographic", int.class);
        for (int c : IntStream.rangeClosed(0, Character.MAX_CODE_POINT).toArray()) {
            boolean emoji = (boolean) isEmoji.invoke(null, c);
            assertThat(EmojiTable.isTextByDefault(c))
                    .as("%x", c)
                    .isEqualTo(emoji && !(boolean) isEmojiPresentation.invoke(null, c));
            if ((boolean) isModifierBase.invoke(null, c)) {
                assertThat(EmojiTable.takesSkinTone(c)).as("%x", c).isTrue();
            }
            boolean isFlagLetter = c >= 0x1F1E6 && c <= 0x1F1FF;
            if (emoji && c >= 0x80 && !isFlagLetter) {
                assertThat(EmojiTable.isEmoji(c)).as("%x", c).isTrue();
            } else if (EmojiTable.isEmoji(c)) {
                // A place for one that this JDK does not know yet.
                assertThat(Character.getType(c)).as("%x", c).isEqualTo(Character.UNASSIGNED);
                assertThat(isPictographic.invoke(null, c)).as("%x", c).isEqualTo(true);
            }
        }
    }

    @Test
    void validShouldAcceptTheFlagsOfAllCountries() {
        for (String country : Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)) {
            assertThat(Emoji.valid(flag(country))).as(country).isNotNull();
        }
        for (String other : List.of("AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN", "XK")) {
            assertThat(Emoji.valid(flag(other))).as(other).isNotNull();
        }
    }

    private static String flag(String region) {
        return region.chars()
                .mapToObj(letter -> Character.toString(letter - 'A' + 0x1F1E6))
                .collect(Collectors.joining());
    }
}
