package dev.chatrooms.application.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusSignalTest {
    private static final RoomId TEA = new RoomId(new UUID(1, -1));
    private static final AccountId ALICE = new AccountId(new UUID(Long.MIN_VALUE, 2));
    private static final String NODE = new UUID(-1, -1).toString();

    @Test
    void parseShouldReturnTheSignalThatWasFormatted() {
        for (boolean one : new boolean[] {true, false}) {
            BusSignal typing = new BusSignal(NODE, new Signal.Typing(TEA, ALICE, one), true);
            BusSignal read = new BusSignal(NODE, new Signal.Read(TEA, ALICE, Long.MAX_VALUE, 0L), one);

            EventBus.requireSignal(typing.text());
            EventBus.requireSignal(read.text());
            assertThat(BusSignal.parse(typing.text())).contains(typing);
            assertThat(BusSignal.parse(read.text())).contains(read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "typing",
                "typing n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA",
                "typing n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA *",
                "typing n1 AAAAAAAAAAAAAAAAAAAAAA short +",
                "typing n1 ???????????????????? AAAAAAAAAAAAAAAAAAAAAA +",
                "typing n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA 1 2 +",
                "read n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA +",
                "read n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA 1 many +",
                "read n1 AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA 99999999999999999999 1 +",
                "presence n1 + AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA"
            })
    void parseShouldBeEmptyWhenTheTextIsNoSignal(String text) {
        assertThat(BusSignal.parse(text)).isEmpty();
    }
}
