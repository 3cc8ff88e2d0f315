package dev.chatrooms.application.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    @ParameterizedTest
    @CsvSource({
        "Anna, anna",
        "ÁÀÂÄÃÅ, aaaaaa",
        "C\u030Cap\u0301ek, capek",
        "Straße, strasse",
        "STRAẞE, strasse",
        "Søren, soren",
        "ŁUKASZ, lukasz",
        "Đorđe, dorde",
        "Æther Œuvre, aether oeuvre",
        "Þór, thor",
        "İstanbul, istanbul",
        "ISTANBUL, istanbul",
        "ısı, isi",
        "ΟΔΥΣΣΕΥΣ, οδυσσευσ",
        "Ὀδυσσεύς, οδυσσευσ",
        "ЁЛКА, елка",
        "ＡＢＣ, abc",
        "ﬁne, fine",
        "Ⅳ, iv",
        "\u2163x, ivx",
        "علی\u200Cرضا, علیرضا",
        "👨\u200D👩\u200D👧, 👨👩👧",
        "❤\uFE0F, ❤",
        "🦊, 🦊"
    })
    void foldShouldUnifyEquivalentSpellings(String text, String folded) {
        assertThat(Folding.fold(text)).isEqualTo(folded);
    }

    @Test
    void foldShouldCollapseAndTrimWhiteSpace() {
        assertThat(Folding.fold(" \tAnna \u00a0\n Maria\u3000")).isEqualTo("anna maria");
        assertThat(Folding.fold(" \n ")).isEmpty();
        assertThat(Folding.fold("\u0301\u0308")).isEmpty();
    }

    @Test
    void foldShouldBeIdempotent() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String once = Folding.fold("x" + Character.toString(c) + "y");
                if (!Folding.fold(once).equals(once)) {
                    assertThat(Folding.fold(once)).as("%04X", c).isEqualTo(once);
                }
            }
        }
    }
}
