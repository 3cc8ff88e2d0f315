package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.wire.ClientMessage.Ping;
import dev.chatrooms.wire.ClientMessage.React;
import dev.chatrooms.wire.ClientMessage.Send;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {
    private static final String ID = "0192d4e0-7b1a-7c3d-8e4f-0123456789ab";

    record Sample(
            String text,
            Boolean on,
            Long seq,
            UUID id,
            List<String> users,
            List<UUID> ids,
            Instant at,
            TextChange change) {}

    private static Sample read(String text) {
        return StrictReader.read(Sample.class, text);
    }

    private static void assertMalformed(ThrowingCallable reading, String detail) {
        assertThatThrownBy(reading).isInstanceOf(MalformedInput.class).hasMessage(detail);
    }

    private static void assertMalformed(String text, String detail) {
        assertMalformed(() -> read(text), detail);
    }

    @Test
    void readShouldBindAllComponents() {
        Sample sample = read("{\"text\":\"\\u00e9🙂\",\"on\":true,\"seq\":9007199254740993,\"id\":\"" + ID
                + "\",\"users\":[\"a\",\"b\"],\"ids\":[\"" + ID
                + "\"],\"at\":\"2026-11-20T11:00:00.1239+01:00\",\"change\":\"x\"}");

        assertThat(sample)
                .isEqualTo(new Sample(
                        "é🙂",
                        true,
                        9007199254740993L,
                        UUID.fromString(ID),
                        List.of("a", "b"),
                        List.of(UUID.fromString(ID)),
                        Instant.parse("2026-11-20T10:00:00.123Z"),
                        new TextChange("x")));
    }

    @Test
    void nullShouldBeTheSameAsAbsent() {
        Sample absent = new Sample(null, null, null, null, List.of(), List.of(), null, null);

        assertThat(read("{}")).isEqualTo(absent);
        assertThat(read("{\"text\":null,\"on\":null,\"seq\":null,\"id\":null,\"users\":null,\"ids\":null,\"at\":null,"
                        + "\"unknown\":null}"))
                .isEqualTo(absent);
    }

    @Test
    void textChangeShouldTellNullFromAbsent() {
        assertThat(read("{\"change\":null}").change()).isEqualTo(new TextChange(null));
        assertThat(read("{}").change()).isNull();
        assertMalformed("{\"change\":1}", "'change' must be a string");
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
                "\ufeff\ufeff{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":null}",
                "{\"a\":{\"b\":1,\"b\":2}}",
            })
    void readShouldRefuseWhatIsNotExactlyOneObject(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> StrictReader.read(Sample.class, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void errorShouldDescribeTheCause() {
        assertMalformed("[]", "a JSON object is expected");
        assertMalformed("", "a JSON object is expected");
        assertMalformed("{", "this is not well-formed JSON");
        assertMalformed("{}{}", "nothing may follow the JSON object");
        assertMalformed("{} x", "this is not well-formed JSON");
        assertMalformed("{\"text\":\"a\",\"text\":\"a\"}", "a field occurs twice");
        assertMalformed(() -> StrictReader.read(Sample.class, new byte[] {(byte) 0xFF}), "this is not valid UTF-8");
        String limits = "this JSON is too deep, or a name or number in it too long";
        assertMalformed("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", limits);
        assertMalformed("{\"" + "a".repeat(300) + "\":1}", limits);
        assertMalformed("{\"text\":" + "9".repeat(300) + "}", limits);
        assertMalformed("{\"seq\":" + "9".repeat(300) + "}", limits);
    }

    @Test
    void errorOfTheJsonShouldPrecedeErrorsOfFields() {
        assertMalformed("{\"text\":1,\"text\":2}", "a field occurs twice");
        assertMalformed("{\"text\":1", "this is not well-formed JSON");
        assertMalformed("{\"colour\":1}{", "nothing may follow the JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "true", "{}", "[\"x\"]", "[]"})
    void textShouldNotBeConverted(String value) {
        assertMalformed("{\"text\":" + value + "}", "'text' must be a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"\"", "1.0", "1e2", "1E2", "true", "9223372036854775808", "[1]", "-1.5", "{}"})
    void numberShouldNotBeConverted(String value) {
        assertMalformed("{\"seq\":" + value + "}", "'seq' must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "0", "\"\"", "[true]", "{}"})
    void flagShouldNotBeConverted(String value) {
        assertMalformed("{\"on\":" + value + "}", "'on' must be true or false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "AZLU4HsafD2OTwEjRWeJqw==",
                "0192d4e07b1a7c3d8e4f0123456789ab",
                "{0192d4e0-7b1a-7c3d-8e4f-0123456789ab}"
            })
    void idShouldHaveItsCanonicalForm(String value) {
        assertMalformed("{\"id\":\"" + value + "\"}", "'id' must be a UUID");
        assertMalformed("{\"ids\":[\"" + ID + "\",\"" + value + "\"]}", "'ids' must be a UUID");
    }

    @Test
    void idShouldNotBeConverted() {
        assertMalformed("{\"id\":1}", "'id' must be a string");
        assertMalformed("{\"id\":[\"" + ID + "\"]}", "'id' must be a string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-11-20", "2026-11-20T10:00Z", "2026-02-30T10:00:00Z", "9999-12-31T23:59:59-01:00", "1"})
    void timeShouldHaveItsForm(String value) {
        assertMalformed("{\"at\":\"" + value + "\"}", "'at' must be a time, such as 2026-11-20T10:00:00.123Z");
        assertMalformed("{\"at\":1}", "'at' must be a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\"\"", "1", "{}", "[1]", "[null]", "[\"a\",true]", "[[\"a\"]]"})
    void listShouldNotBeConverted(String value) {
        assertMalformed("{\"users\":" + value + "}", "'users' must be an array of strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"" + ID + "\"", "1", "{}", "[1]", "[null]"})
    void listOfIdsShouldNotBeConverted(String value) {
        assertMalformed("{\"ids\":" + value + "}", "'ids' must be an array of strings");
    }

    @Test
    void unknownFieldShouldBeNamedOnlyIfHarmless() {
        assertMalformed("{\"text\":\"x\",\"colour\":1}", "'colour' is not a field of this object");
        assertMalformed("{\"colour\":{\"a\":[]},\"text\":\"x\"}", "'colour' is not a field of this object");
        assertMalformed("{\"<script>\":1}", "there is a field that this object does not have");
        assertMalformed(() -> StrictReader.read(EmptyObject.class, "{\"as\":1}"), "'as' is not a field of this object");
        assertThat(StrictReader.read(EmptyObject.class, "{}")).isEqualTo(new EmptyObject());
    }

    @Test
    void unpairedSurrogatesAndNulShouldBeLeftToTheDomain() {
        byte[] text = "{\"text\":\"\\ud800\",\"users\":[\"\\u0000\"]}".getBytes(StandardCharsets.UTF_8);

        assertThat(StrictReader.read(Sample.class, text).text()).isEqualTo("\ud800");
        assertThat(StrictReader.read(Sample.class, text).users()).containsExactly("\0");
    }

    @Test
    void utf8ShouldBeReadStrictly() {
        for (int[] bytes : new int[][] {
            {0xC3}, {0xC3, 0x28}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}
        }) {
            byte[] text = "{\"text\":\"....\"}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                text[9 + i] = (byte) bytes[i];
            }
            assertMalformed(() -> StrictReader.read(Sample.class, text), "this is not valid UTF-8");
        }
    }

    @Test
    void clientMessageShouldBeReadByItsOperation() {
        String fields = "\"ref\":\"r\",\"roomId\":\"" + ID + "\",\"text\":\"hi\"";
        Send send = new Send("r", UUID.fromString(ID), "hi", null, null, List.of(), null, null);

        assertThat(StrictReader.read(ClientMessage.class, "{\"op\":\"send\"," + fields + "}"))
                .isEqualTo(send);
        assertThat(StrictReader.read(ClientMessage.class, "{" + fields + ",\"op\":\"send\"}"))
                .isEqualTo(send);
        assertThat(StrictReader.read(ClientMessage.class, "{\"op\":\"ping\"}")).isEqualTo(new Ping(null));
        assertThat(StrictReader.read(
                        ClientMessage.class,
                        "{\"op\":\"react\",\"ref\":\"\",\"messageId\":\"" + ID + "\",\"emoji\":\"x\",\"on\":false}"))
                .isEqualTo(new React("", UUID.fromString(ID), "x", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 'op' is required",
                "{\"op\":null} | 'op' is required",
                "{\"op\":1} | 'op' must be a string",
                "{\"op\":[\"ping\"]} | 'op' must be a string",
                "{\"op\":\"PING\"} | 'op' is not an operation",
                "{\"op\":\"null\"} | 'op' is not an operation",
                "{\"op\":\"ping\",\"op\":\"ping\"} | a field occurs twice",
                "[\"ping\",{}] | a JSON object is expected",
                "{\"op\":\"ping\",\"x\":1} | 'x' is not a field of this object",
                "{\"op\":\"ping\",\"ref\":1} | 'ref' must be a string",
                "{\"ref\":1,\"op\":\"ping\"} | 'ref' must be a string",
                "{\"op\":\"delete\",\"ref\":\"r\"} | 'messageId' is required",
                "{\"op\":\"delete\",\"ref\":null,\"messageId\":\"" + ID + "\"} | 'ref' is required",
                "{\"op\":\"delete\",\"ref\":\"r\",\"messageId\":\"1\"} | 'messageId' must be a UUID",
                "{\"op\":\"typing\",\"roomId\":\"" + ID + "\"} | 'on' is required",
                "{\"op\":\"typing\",\"roomId\":\"" + ID + "\",\"on\":null} | 'on' is required",
                "{\"op\":\"typing\",\"roomId\":\"" + ID + "\",\"on\":\"true\"} | 'on' must be true or false",
                "{\"op\":\"read\",\"roomId\":\"" + ID + "\",\"seq\":1.5} | 'seq' must be an integer",
            })
    void clientMessageShouldBeRefused(String text, String detail) {
        assertMalformed(() -> StrictReader.read(ClientMessage.class, text), detail);
    }
}
