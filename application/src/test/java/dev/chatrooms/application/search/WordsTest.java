package dev.chatrooms.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<String> words(String text) {
        return Words.of(text).stream().map(Word::text).toList();
    }

    @Test
    void wordsShouldBeFoldedRunsOfLettersAndDigits() {
        assertThat(words("Hello, World! It's 5 o'clock\n(re-)read a.b@example.org/x_y"))
                .containsExactly(
                        "hello", "world", "it", "s", "5", "o", "clock", "re", "read", "a", "b", "example", "org", "x",
                        "y");
        assertThat(words("Žofie ČAPKOVÁ C\u030Capkova\u0301 Straße STRASSE Ἀθῆναι ΑΘΗΝΑΣ"))
                .containsExactly("zofie", "capkova", "capkova", "strasse", "strasse", "αθηναι", "αθηνασ");
        assertThat(words("ｆｕｌｌ ﬁne №5 m² ½")).containsExactly("full", "fine", "no", "5", "m2", "1", "2");
        assertThat(words("")).isEmpty();
        assertThat(words(" \t-- ,;\u0000\uD800 \u0301")).isEmpty();
    }

    @Test
    void scriptsWithoutSpacesAndSymbolsShouldBeSplitIntoCharacters() {
        assertThat(words("東京タワーで待つ。OK?")).containsExactly("東", "京", "タ", "ワ", "ー", "て", "待", "つ", "ok");
        assertThat(words("ที่นี่")).containsExactly("ท", "น");
        assertThat(words("nice👍🏽done")).containsExactly("nice", "👍", "done");
        assertThat(words("👨\u200D👩\u200D👧")).containsExactly("👨", "👩", "👧");
        assertThat(Words.of("a京")).extracting(Word::alone).containsExactly(false, true);
    }

    @Test
    void hangulShouldBeSplitIntoSyllables() {
        assertThat(words("서울에서 만나요!")).containsExactly("서", "울", "에", "서", "만", "나", "요");
        assertThat(words(Normalizer.normalize("서울에서", Normalizer.Form.NFD))).containsExactly("서", "울", "에", "서");
        assertThat(words("서울City K팝 3월")).containsExactly("서", "울", "city", "k", "팝", "3", "월");
        assertThat(words("東京と서울")).containsExactly("東", "京", "と", "서", "울");
        assertThat(words("㈝ 가\u11A8")).containsExactly("오", "전", "각");
        assertThat(words("ㅋㅋㅠ")).containsExactly("\u110F", "\u110F", "\u1172");
        assertThat(Words.of("서울City")).extracting(Word::alone).containsExactly(true, true, false);
    }

    @Test
    void decomposedSyllablesShouldKnowTheirPlaceInTheText() {
        String text = Normalizer.normalize("«서울»에서", Normalizer.Form.NFD);

        assertThat(Words.of(text))
                .extracting(word -> Normalizer.normalize(text.substring(word.start(), word.end()), Normalizer.Form.NFC))
                .containsExactly("서", "울", "에", "서");
    }

    @Test
    void wordsShouldNotBeSplitByInvisibleCharacters() {
        assertThat(words("co\u00ADoperate می\u200Cخواهم")).containsExactly("cooperate", "میخواهم");
    }

    @Test
    void wordsShouldKnowTheirPlaceInTheText() {
        String text = "«Straße» e\u0301te\u0301 \uFDFA 𝐁old";

        assertThat(Words.of(text))
                .extracting(word -> text.substring(word.start(), word.end()) + ":" + word.text())
                .startsWith("Straße:strasse", "e\u0301te\u0301:ete", "\uFDFA:صلى")
                .endsWith("𝐁old:bold");
    }

    @Test
    void repeatedRunsShouldEachKnowTheirPlaceInTheText() {
        String text = "ﬁn ½京 ﬁn ½京";

        assertThat(Words.of(text))
                .hasSize(8)
                .allSatisfy(word -> assertThat(words(text.substring(word.start(), word.end())))
                        .contains(word.text()));
        assertThat(Words.of(text)).extracting(Word::start).containsExactly(0, 3, 3, 4, 6, 9, 9, 10);
    }

    @Test
    void longRunsShouldBeSplitIntoSeveralWords() {
        assertThat(words("x".repeat(150))).containsExactly("x".repeat(64), "x".repeat(64), "x".repeat(22));
    }
}
