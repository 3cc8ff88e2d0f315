package dev.chatrooms.domain.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.domain.InvalidValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private static void assertRefused(String json, String code) {
        assertThatThrownBy(() -> new Metadata(json))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}|{}",
                " { } |{}",
                "{\"b\":1,\"a\":2}|{\"a\":2,\"b\":1}",
                "{ \"a\" : [ 1 , true , false , null ] }|{\"a\":[1,true,false,null]}",
                "{\"a\":{\"z\":[],\"y\":{}}}|{\"a\":{\"y\":{},\"z\":[]}}",
                "{\"a\":\"\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\"}|{\"a\":\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\"}",
                "{\"a\":\"\\ud83c\\udf75\"}|{\"a\":\"\uD83C\uDF75\"}",
                "{\"a\":-0,\"b\":1.50,\"c\":123456789012345678901234567890}"
                        + "|{\"a\":0,\"b\":1.50,\"c\":123456789012345678901234567890}",
                "{\"a\":1e400}|{\"a\":1E+400}"
            })
    void textShouldBecomeCanonical(String json, String canonical) {
        assertThat(new Metadata(json).json()).isEqualTo(canonical);
        assertThat(new Metadata(canonical).json()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{a:1}",
                "{\"a\":'b'}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":1e99999999999}",
                "{\"a\":NaN}",
                "{\"a\":nul}",
                "{\"a\":True}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"b",
                "{\"a\":\"tab\there\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "/* c */{}",
                "\uFEFF{}"
            })
    void textShouldBeRefusedUnlessItIsAJsonObject(String json) {
        assertRefused(json, "malformed");
    }

    @Test
    void textShouldBeRefusedWhenItIsTooLongOrTooDeep() {
        String name = "{\"a\":\"\"}";
        String longest = "{\"a\":\"" + "b".repeat(Metadata.MAX_BYTES - name.length()) + "\"}";
        assertThat(new Metadata(longest).json()).isEqualTo(longest);
        assertRefused(longest.replace("\"}", "b\"}"), "too_long");
        assertRefused("{\"a\":\"" + "\u8A9E".repeat(Metadata.MAX_BYTES / 3) + "\"}", "too_long");
        assertThat(new Metadata("{" + " ".repeat(5_000) + "}").json()).isEqualTo("{}");
        assertRefused("{" + " ".repeat(100_000) + "}", "too_long");

        int inner = Metadata.MAX_DEPTH - 1;
        String deepest = "{\"a\":" + "[".repeat(inner) + "]".repeat(inner) + "}";
        assertThat(new Metadata(deepest).json()).isEqualTo(deepest);
        assertRefused(deepest.replace("[]", "[[]]"), "too_deep");
        assertRefused("{\"a\":" + "[".repeat(60_000), "too_deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud83c\"}", "{\"\\udf75\":1}"})
    void textShouldBeRefusedWhenAStoreCannotHoldIt(String json) {
        assertRefused(json, "illegal_character");
    }

    @Test
    void membersShouldComeBackAsTheyWere() {
        Map<String, Object> members = new HashMap<>();
        members.put("order", 17);
        members.put("price", new BigDecimal("9.90"));
        members.put("paid", true);
        members.put("note", null);
        members.put("tags", List.of("new", "tea"));
        members.put("ship", Map.of("to", "Z\u00FCrich"));

        Metadata metadata = Metadata.of(members);

        assertThat(metadata.json())
                .isEqualTo("{\"note\":null,\"order\":17,\"paid\":true,\"price\":9.90,"
                        + "\"ship\":{\"to\":\"Z\u00FCrich\"},\"tags\":[\"new\",\"tea\"]}");
        members.put("order", 17L);
        assertThat(metadata.toMap()).isEqualTo(members);
        assertThat(Metadata.of(metadata.toMap())).isEqualTo(metadata);
    }

    @Test
    void membersShouldBeRefusedWhenJsonHasNoSuchValues() {
        List<Object> ofItself = new ArrayList<>();
        ofItself.add(ofItself);

        for (Object value : Arrays.asList(Double.NaN, Float.POSITIVE_INFINITY, new Object(), Map.of(1, "a"), 'c')) {
            assertThatThrownBy(() -> Metadata.of(Map.of("a", value)))
                    .isInstanceOfSatisfying(
                            InvalidValue.class,
                            refused -> assertThat(refused.code()).isEqualTo("malformed"));
        }
        assertThatThrownBy(() -> Metadata.of(Map.of("a", ofItself))).isInstanceOf(InvalidValue.class);
    }
}
