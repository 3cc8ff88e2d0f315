package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectReaderTest {
    private static void assertMalformed(ThrowingCallable reading, String detail) {
        assertThatThrownBy(reading).isInstanceOf(MalformedInput.class).hasMessage(detail);
    }

    @Test
    void fieldsShouldComeAsTheyAreWritten() {
        String id = "0192d4e0-7b1a-7c3d-8e4f-0123456789ab";
        JsonObjectReader object =
                JsonObjectReader.of("{\"text\":\"\\u00e9🙂\",\"on\":true,\"seq\":9007199254740993,\"id\":\"" + id
                        + "\",\"users\":[\"a\",\"b\"]}");

        assertThat(object.requiredString("text")).isEqualTo("é🙂");
        assertThat(object.requiredBoolean("on")).isTrue();
        assertThat(object.requiredLong("seq")).isEqualTo(9007199254740993L);
        assertThat(object.requiredId("id")).isEqualTo(UUID.fromString(id));
        assertThat(object.optionalStrings("users")).containsExactly("a", "b");
        object.end();
    }

    @Test
    void nullShouldBeAsGoodAsAbsent() {
        JsonObjectReader object = JsonObjectReader.of("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null}");

        assertThat(object.optionalString("a")).isNull();
        assertThat(object.optionalLong("b")).isNull();
        assertThat(object.optionalId("c")).isNull();
        assertThat(object.optionalBoolean("d", true)).isTrue();
        assertThat(object.optionalStrings("e")).isEqualTo(List.of());
        object.end();
    }

    @Test
    void requiredFieldShouldBeMissedWhenItIsNotThere() {
        assertMalformed(() -> JsonObjectReader.of("{}").requiredString("op"), "'op' is required");
        assertMalformed(() -> JsonObjectReader.of("{\"op\":null}").requiredString("op"), "'op' is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}}",
                "{}{}",
                "{} {}",
                "{}x",
                "[]",
                "[{}]",
                "null",
                "1",
                "\"a\"",
                "{a:1}",
                "{'a':1}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":1}//x",
                "#{}",
                "\ufeff{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":null}",
                "{\"a\":{\"b\":1,\"b\":2}}",
            })
    void readerShouldRefuseWhatIsNotExactlyOneObject(String text) {
        assertThatThrownBy(() -> JsonObjectReader.of(text)).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> JsonObjectReader.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void readerShouldSayWhatIsWrong() {
        assertMalformed(() -> JsonObjectReader.of("[]"), "a JSON object is expected");
        assertMalformed(() -> JsonObjectReader.of("{"), "this is not well-formed JSON");
        assertMalformed(() -> JsonObjectReader.of("{}{}"), "nothing may follow the JSON object");
        assertMalformed(() -> JsonObjectReader.of("{\"a\":1,\"a\":1}"), "a field occurs twice");
        assertMalformed(() -> JsonObjectReader.of(new byte[] {(byte) 0xFF}), "this is not valid UTF-8");
        assertMalformed(
                () -> JsonObjectReader.of("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"),
                "this JSON is too deep, or a name or number in it too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | must be a string",
                "1.5 | must be a string",
                "true | must be a string",
                "{} | must be a string",
                "[\"x\"] | must be a string",
            })
    void textShouldNotBeMadeOfAnythingElse(String value, String message) {
        assertMalformed(() -> JsonObjectReader.of("{\"a\":" + value + "}").optionalString("a"), "'a' " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "1.0", "1e2", "1E2", "true", "9223372036854775808", "[1]", "-1.5"})
    void numberShouldNotBeMadeOfAnythingElse(String value) {
        assertMalformed(() -> JsonObjectReader.of("{\"a\":" + value + "}").optionalLong("a"), "'a' must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "0", "\"\""})
    void flagShouldNotBeMadeOfAnythingElse(String value) {
        assertMalformed(
                () -> JsonObjectReader.of("{\"a\":" + value + "}").optionalBoolean("a", false),
                "'a' must be true or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-1-1-1-1", "0192d4e07b1a7c3d8e4f0123456789ab", "{0192d4e0-7b1a-7c3d-8e4f-0123456789ab}"})
    void idShouldBeInItsUsualForm(String value) {
        assertMalformed(() -> JsonObjectReader.of("{\"a\":\"" + value + "\"}").optionalId("a"), "'a' must be a UUID");
    }

    @Test
    void endShouldRefuseWhatNobodyTook() {
        JsonObjectReader object = JsonObjectReader.of("{\"a\":\"x\",\"colour\":1}");
        object.optionalString("a");

        assertMalformed(object::end, "'colour' is not a field of this object");
    }

    @Test
    void endShouldNotRepeatNamesThatMayBeHarmful() {
        assertMalformed(
                () -> JsonObjectReader.of("{\"<script>\":1}").end(), "there is a field that this object does not have");
    }

    @Test
    void unpairedSurrogatesAndNulShouldBeLeftToTheDomain() {
        JsonObjectReader object =
                JsonObjectReader.of("{\"a\":\"\\ud800\",\"b\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(object.optionalString("a")).isEqualTo("\ud800");
        assertThat(object.optionalString("b")).isEqualTo("\0");
    }

    @Test
    void utf8ShouldBeReadStrictly() {
        for (int[] bytes : new int[][] {
            {0xC3}, {0xC3, 0x28}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}
        }) {
            byte[] text = "{\"a\":\"....\"}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                text[6 + i] = (byte) bytes[i];
            }
            assertMalformed(() -> JsonObjectReader.of(text), "this is not valid UTF-8");
        }
    }
}
