package dev.chatrooms.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import java.lang.reflect.Method;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uD83D\uDC4D", // thumbs up
                "\uD83D\uDC4D\uD83C\uDFFD", // with a skin tone
                "\u2764", // a heart as text
                "\u2764\uFE0F", // and as an emoji
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
                "7\u20E3",
                "a\uFE0F\u20E3",
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
        Method isPictographic = Character.class.getMethod("isExtendedPictographic", int.class);
        for (int c : IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT).toArray()) {
            boolean isFlagLetter = c >= 0x1F1E6 && c <= 0x1F1FF;
            if ((boolean) isEmoji.invoke(null, c) && !isFlagLetter) {
                assertThat(EmojiTable.contains(c)).as("%x", c).isTrue();
            } else if (EmojiTable.contains(c)) {
                // A place for one that this JDK does not know yet.
                assertThat(Character.getType(c)).as("%x", c).isEqualTo(Character.UNASSIGNED);
                assertThat(isPictographic.invoke(null, c)).as("%x", c).isEqualTo(true);
            }
        }
    }
}
