package dev.chatrooms.domain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chatrooms.domain.id.FileId;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileValuesTest {
    private static final String DIGITS = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @Test
    void contentHashShouldBeSixtyFourLowerCaseDigits() {
        assertThat(new ContentHash(DIGITS)).hasToString(DIGITS);
        assertThat(ContentHash.of(new byte[32])).hasToString("0".repeat(64));
        for (String wrong :
                new String[] {"", DIGITS.substring(1), DIGITS + "0", DIGITS.toUpperCase(Locale.ROOT), "../" + DIGITS}) {
            assertThat(ContentHash.isValid(wrong)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new ContentHash(wrong));
        }
    }

    @Test
    void fileNameShouldLoseWhatDoesNotBelongInAName() {
        assertThat(new FileName("../../etc/passwd")).hasToString("passwd");
        assertThat(new FileName("C:\\Users\\a\\b.txt")).hasToString("b.txt");
        assertThat(new FileName("a\0b\r\nSet-Cookie: x.txt")).hasToString("abSet-Cookie: x.txt");
        assertThat(new FileName("invoice\u202Efdp.exe")).hasToString("invoicefdp.exe");
        assertThat(new FileName("\u200F\u2066a\u2069.png")).hasToString("a.png");
        assertThat(new FileName("\"quoted\" 'name'.txt")).hasToString("\"quoted\" 'name'.txt");
        for (String none : new String[] {"", " ", ".", "..", "a/", "\0", "\r\n", "\uD800"}) {
            assertThat(new FileName(none)).isEqualTo(FileName.UNNAMED);
        }
        assertThat(new FileName("\uD83D\uDE42".repeat(300)).value().codePoints())
                .hasSize(FileName.MAX_CODE_POINTS);
    }

    @Test
    void contentKeyShouldBeAHashWithOrWithoutAGeneration() {
        ContentHash hash = new ContentHash(DIGITS);
        ContentKey key = ContentKey.of(hash, new FileId(new UUID(0xA, 0xB)));

        assertThat(key).hasToString(DIGITS + "-000000000000000a000000000000000b");
        assertThat(ContentKey.parse(key.value())).isEqualTo(key).isGreaterThan(new ContentKey(hash, ""));
        assertThat(ContentKey.parse(DIGITS)).isEqualTo(new ContentKey(hash, ""));
        for (String wrong : new String[] {"", DIGITS + "-", DIGITS + "-a", key.value() + "0", "../" + DIGITS}) {
            assertThat(ContentKey.isValid(wrong)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> ContentKey.parse(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentKey(hash, "../../x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/jpeg", "text/plain", "audio/mpeg", "video/mp4", "video/webm"})
    void harmlessTypesShouldBeInline(String type) {
        assertThat(new MediaType(type).isInline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/svg+xml", "text/html", "application/pdf", "text/javascript", "application/octet-stream"})
    void otherTypesShouldBeForDownloadOnly(String type) {
        assertThat(new MediaType(type).isInline()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/", "Text/plain", "text/plain; charset=utf-8", "text/plain\r\nX: y"})
    void mediaTypeShouldBeRefusedWhenItIsNotPlain(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaType(type));
    }

    @Test
    void dimensionsShouldBePositiveAndCountPixelsBeyondInt() {
        assertThat(new Dimensions(65_535, 65_535).pixels()).isEqualTo(4_294_836_225L);
        assertThat(new Dimensions(3, 2).turned()).isEqualTo(new Dimensions(2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dimensions(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dimensions(1, -1));
    }
}
