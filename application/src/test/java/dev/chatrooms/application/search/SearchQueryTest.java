package dev.chatrooms.application.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    private static String parsed(String typed) {
        SearchQuery query = SearchQuery.of(typed);
        return query.wanted().stream().map(SearchQueryTest::inAWord).collect(Collectors.joining(" "))
                + query.unwanted().stream().map(term -> " -" + inAWord(term)).collect(Collectors.joining());
    }

    private static String inAWord(SearchQuery.Term term) {
        return term.words().stream().map(Word::text).collect(Collectors.joining("+")) + (term.prefix() ? "*" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tea                    | tea",
                "Tea KETTLE             | tea kettle",
                "`\"green tea\" hot`    | green+tea hot",
                "`tea -\"black tea\" -x`| tea -black+tea -x",
                "tea*                   | tea*",
                "te* ket*               | te* ket*",
                "e-mail                 | e+mail",
                "a.b@example.org        | a+b+example+org",
                "e-mai*                 | e+mai*",
                "-x tea                 | tea -x",
                "tea--x                 | tea+x",
                "--x tea                | tea -x",
                "- tea                  | tea",
                "tea -                  | tea",
                "`tea -\"\"`            | tea",
                "`\"open phrase`        | open+phrase",
                "`say\"two words\"now`  | say two+words now",
                "`“curly quotes”`       | curly+quotes",
                "`\"te*\"`              | te",
                "*tea                   | tea",
                "te*a                   | te+a",
                "tea**                  | tea",
                "tea!*                  | tea",
                "-tea* cup              | cup -tea*",
                "東京                   | 東+京",
                "東京*                  | 東+京",
                "서울                   | 서+울",
                "서울City*              | 서+울+city*",
                "`& | ! ( ) <-> : tea`  | tea",
                "`tea' & !cup`          | tea cup",
            })
    void ofShouldParseTheQueryLanguage(String typed, String meaning) {
        assertThat(parsed(typed)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-tea", "-\"green tea\"", "\"\"", "\"", "*", "-", "!!!", "-a -b", "\u0000", "\uD800"})
    void ofShouldRefuseAQueryWithoutAWantedTerm(String typed) {
        assertThatThrownBy(() -> SearchQuery.of(typed))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("empty"));
    }

    @Test
    void ofShouldRefuseAQueryThatIsTooLong() {
        assertThatCode(() -> SearchQuery.of("😀".repeat(500))).doesNotThrowAnyException();
        assertThatThrownBy(() -> SearchQuery.of("😀".repeat(501)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("too_long"));
        assertThatCode(() -> SearchQuery.of("a ".repeat(16) + "-b ".repeat(16))).doesNotThrowAnyException();
        assertThatThrownBy(() -> SearchQuery.of("a ".repeat(16) + "-b ".repeat(17)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("too_many"));
    }

    private static String marked(String typed, String text) {
        return SearchQuery.of(typed)
                .match(Words.of(text))
                .map(words -> words.stream()
                        .map(word -> text.substring(word.start(), word.end()))
                        .collect(Collectors.joining(" ")))
                .orElse("no match");
    }

    @Test
    void matchShouldReturnAllMatchingWords() {
        String text = "Green Téa, and tea-pots: black tea";

        assertThat(marked("tea", text)).isEqualTo("Téa tea tea");
        assertThat(marked("\"black tea\"", text)).isEqualTo("black tea");
        assertThat(marked("black green", text)).isEqualTo("Green black");
        assertThat(marked("po*", text)).isEqualTo("pots");
        assertThat(marked("\"green tea\" -coffee", text)).isEqualTo("Green Téa");
        assertThat(marked("tea-po*", text)).isEqualTo("tea pots");
        for (String other :
                List.of("tea coffee", "\"tea green\"", "gree", "tea -pots", "tea -\"black tea\"", "te -x", "-p* tea")) {
            assertThat(marked(other, text)).as(other).isEqualTo("no match");
        }
        assertThat(marked("京タ", "東京タワー")).isEqualTo("京 タ");
        assertThat(marked("京ワ", "東京タワー")).isEqualTo("no match");
        assertThat(marked("서울", "어제 서울에서")).isEqualTo("서 울");
        assertThat(marked(Normalizer.normalize("서울", Normalizer.Form.NFD), "서울은"))
                .isEqualTo("서 울");
        assertThat(marked("울에", "서울에서")).isEqualTo("울 에");
        assertThat(marked("서에", "서울에서")).isEqualTo("no match");
        assertThat(marked("시", "서울 신사")).as("a part of a syllable").isEqualTo("no match");
        assertThat(marked("서울City", "서울city에서")).isEqualTo("서 울 city");
        assertThat(marked("city", "서울City에서")).isEqualTo("City");
    }

    /** Any input is parsed or refused, and a query without exclusions matches its own text. */
    @Test
    void anyInputShouldBeParsedOrRefused() {
        Random random = new Random(20261126);
        for (int i = 0; i < 20_000; i++) {
            String typed = random.ints(random.nextInt(30), 0, ALPHABET.length())
                    .mapToObj(n -> String.valueOf(ALPHABET.charAt(n)))
                    .collect(Collectors.joining());
            SearchQuery query;
            try {
                query = SearchQuery.of(typed);
            } catch (InvalidValue e) {
                continue;
            }
            assertThat(query.wanted()).as(typed).isNotEmpty();
            if (query.unwanted().isEmpty()) {
                assertThat(query.match(Words.of(typed))).as(typed).isPresent();
            }
        }
    }

    private static final String ALPHABET = "abcé-\"*' \n\t&|!()<>:\\%_,.東京\uFDFA\u0301\u200D\u0000\uD83D\uDE00ßſK";
}
