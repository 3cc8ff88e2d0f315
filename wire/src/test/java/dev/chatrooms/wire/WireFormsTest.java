package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormsTest {
    private static final DateTimeFormatter PATTERN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T10:00:00.123Z",
                "2026-01-02T03:04:05Z",
                "2024-02-29T23:59:59.999999999Z",
                "1969-12-31T23:59:59.001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.9999Z"
            })
    void timeShouldHaveThreeDigitsOfMilliseconds(String text) {
        Instant instant = Instant.parse(text);

        assertThat(WireTime.format(instant)).isEqualTo(PATTERN.format(instant));
    }

    @Test
    void timeShouldBeWrittenAsByItsPattern() {
        Random random = new Random(6);
        for (int i = 0; i < 1000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(253_402_300_800L), random.nextLong(1_000_000_000));

            assertThat(WireTime.format(instant)).isEqualTo(PATTERN.format(instant));
        }
    }

    @Test
    void encodeShouldKeepObjectsThatExceedTheBuffer() {
        String text = "long".repeat(50_000);

        byte[] encoded = Json.encode(new Live(text));

        assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01a1fbbd-199a-7068-be19-0b8060b72d5b", "01A1FBBD-199A-7068-BE19-0B8060B72D5B"})
    void idShouldBeTakenInEitherCase(String text) {
        assertThat(WireId.parse("id", text)).isEqualTo(UUID.fromString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "01a1fbbd199a7068be190b8060b72d5b",
                "01a1fbbd-199a-7068-be19-0b8060b72d5b ",
                "01a1fbbd-199a-7068-be19-0b8060b72d5g",
                "+1a1fbbd-199a-7068-be19-0b8060b72d5b",
                "\uFF11" + "1a1fbbd-199a-7068-be19-0b8060b72d5b",
                "-1a1fbbd-199a-7068-be19-0b8060b72d5b"
            })
    void idShouldBeRefusedInAnyOtherForm(String text) {
        assertThatThrownBy(() -> WireId.parse("id", text)).isInstanceOf(MalformedInput.class);
    }
}
