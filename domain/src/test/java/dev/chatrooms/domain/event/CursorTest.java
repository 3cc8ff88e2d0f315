package dev.chatrooms.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"k3f-1842", "0-0", "a-1", "0123456789abcdef-999999999999999999"})
    void parseShouldGiveBackWhatWasPrintedWhenTheTextIsOurs(String text) {
        assertThat(Cursor.parse(text)).map(Cursor::toString).contains(text);
    }

    @Test
    void parseShouldTellEpochAndPositionWhenTheTextIsOurs() {
        assertThat(Cursor.parse("k3f-1842")).contains(new Cursor(new Epoch("k3f"), new Position(1842)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "k3f",
                "k3f-",
                "-1842",
                "k3f--1",
                "k3f-01",
                "k3f-+1",
                "k3f-1.0",
                "k3f-1e3",
                "k3f- 1",
                "k3f-1 ",
                " k3f-1",
                "k3f-1\n",
                "k3f-1\0",
                "K3F-1",
                "k3f_1",
                "k3f-1-2",
                "0123456789abcdefg-1",
                "k3f-1000000000000000000",
                "k3f-9223372036854775808",
                "k3f-99999999999999999999999999",
                "k3f-\u0661\u0662",
                "\u212A3f-1",
                "\uD83D-1",
                "null"
            })
    void parseShouldGiveNothingWhenTheTextIsNoneOfOurs(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void parseShouldGiveNothingWhenTheTextIsHuge() {
        assertThat(Cursor.parse("k3f-" + "1".repeat(5_000_000))).isEmpty();
        assertThat(Cursor.parse("a".repeat(5_000_000) + "-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K3F", "a-b", "0123456789abcdefg", "\u00E9", "a\n"})
    void epochShouldBeRefusedWhenItHasNotTheShape(String text) {
        assertThatThrownBy(() -> new Epoch(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionShouldBeRefusedWhenItWouldBeNegative() {
        assertThatThrownBy(() -> new Position(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(Long.MAX_VALUE).plus(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionsShouldBeInTheOrderOfTheirNumbers() {
        assertThat(new Position(10)).isGreaterThan(new Position(9)).hasToString("10");
        assertThat(new Position(10).isAfter(new Position(9))).isTrue();
        assertThat(new Position(10).isAfter(new Position(10))).isFalse();
        assertThat(Position.START.plus(3)).isEqualTo(new Position(3));
    }
}
