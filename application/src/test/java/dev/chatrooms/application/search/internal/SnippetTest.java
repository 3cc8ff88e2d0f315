package dev.chatrooms.application.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.Words;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnippetTest {
    private static String snippet(String typed, String text) {
        return Snippet.of(text, SearchQuery.of(typed).match(Words.of(text)).orElseThrow());
    }

    @Test
    void snippetShouldMarkMatchesInTheOriginalText() {
        assertThat(snippet("ete the", "L'été, the\nthé"))
                .isEqualTo("L'<mark>été</mark>, <mark>the</mark>\n<mark>thé</mark>");
        assertThat(snippet("京タ", "東京タワー")).isEqualTo("東<mark>京タ</mark>ワー");
        assertThat(snippet("서울", "어제 서울에서")).isEqualTo("어제 <mark>서울</mark>에서");
        assertThat(snippet("서울city", "서울City에서")).isEqualTo("<mark>서울City</mark>에서");
        assertThat(snippet("서울", Normalizer.normalize("서울에서", Normalizer.Form.NFD)))
                .isEqualTo(Normalizer.normalize("<mark>서울</mark>에서", Normalizer.Form.NFD));
    }

    @Test
    void snippetShouldContainNoOtherTags() {
        assertThat(snippet("b", "<b onclick='x'>a & b</b> <mark>"))
                .isEqualTo(
                        "&lt;<mark>b</mark> onclick='x'&gt;a &amp; <mark>b</mark>&lt;/<mark>b</mark>&gt; &lt;mark&gt;");
    }

    @Test
    void snippetShouldSurroundTheFirstMatchWithoutCutWords() {
        String text = "lorem ipsum ".repeat(50) + "needle " + "dolor sit ".repeat(50);

        String snippet = snippet("needle", text);

        assertThat(snippet).startsWith("…").endsWith("…").contains("ipsum <mark>needle</mark> dolor");
        assertThat(snippet.replaceAll("</?mark>|…", ""))
                .hasSizeLessThanOrEqualTo(200)
                .hasSizeGreaterThan(150);
        assertThat(snippet).matches("…(lorem|ipsum).*(dolor|sit) ?…");
        assertThat(snippet("lorem", text)).startsWith("<mark>lorem</mark> ipsum");
        assertThat(snippet("sit", "x ".repeat(300) + "sit")).startsWith("…x").endsWith("<mark>sit</mark>");
    }

    @Test
    void snippetShouldCutAnOverlongWord() {
        String snippet = snippet("x".repeat(300), "y ".repeat(100) + "x".repeat(300) + " y");

        assertThat(snippet).contains("<mark>xxx").endsWith("x</mark>…");
        assertThat(snippet("a", "a" + "\uD83D\uDE00".repeat(500))).startsWith("<mark>a</mark>\uD83D\uDE00");
    }

    @Test
    void snippetOfAnyTextShouldBeAPartOfIt() {
        Random random = new Random(7);
        String alphabet = "ab \n<&>é東\uD83D\uDE00";
        int[] letters = alphabet.codePoints().toArray();
        for (int i = 0; i < 5000; i++) {
            StringBuilder any = new StringBuilder();
            random.ints(random.nextInt(600), 0, letters.length).forEach(n -> any.appendCodePoint(letters[n]));
            String text = any + " b";

            String piece = snippet("b", text)
                    .replaceAll("</?mark>|…", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");

            assertThat(text).contains(piece);
            assertThat(piece.codePointCount(0, piece.length())).isBetween(1, 200);
        }
    }
}
