package dev.chatrooms.application.message;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.HistoryRequest.Anchor;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of the history of a room with ten messages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
    private final Chat chat = chatOn(MemoryStorage.create());
    private final Caller alice = person(chat, "alice");
    private final Caller stranger = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");
    private final RoomId empty = publicRoom(chat, alice, "Empty");

    @BeforeAll
    void talk() {
        for (int i = 1; i <= 10; i++) {
            say(chat, alice, tea, "message " + i);
            // Messages of another room lie in between in the log.
            say(chat, alice, publicRoom(chat, alice, "Other " + i), "elsewhere");
        }
    }

    @AfterAll
    void close() {
        chat.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            ANCHOR | SEQ                 | LIMIT | SHOWS                | BEFORE | AFTER
            NEWEST | 0                   | 3     | 8 9 10               | true   | false
            NEWEST | 5                   | 3     | 8 9 10               | true   | false
            NEWEST | 0                   | 10    | 1 2 3 4 5 6 7 8 9 10 | false  | false
            NEWEST | 0                   | 200   | 1 2 3 4 5 6 7 8 9 10 | false  | false
            BEFORE | 5                   | 3     | 2 3 4                | true   | true
            BEFORE | 4                   | 3     | 1 2 3                | false  | true
            BEFORE | 3                   | 3     | 1 2                  | false  | true
            BEFORE | 1                   | 3     | -                    | false  | true
            BEFORE | 0                   | 3     | -                    | false  | true
            BEFORE | 11                  | 3     | 8 9 10               | true   | false
            BEFORE | 9223372036854775807 | 3     | 8 9 10               | true   | false
            AFTER  | 0                   | 3     | 1 2 3                | false  | true
            AFTER  | 5                   | 3     | 6 7 8                | true   | true
            AFTER  | 7                   | 3     | 8 9 10               | true   | false
            AFTER  | 9                   | 3     | 10                   | true   | false
            AFTER  | 10                  | 3     | -                    | true   | false
            AFTER  | 9223372036854775807 | 3     | -                    | true   | false
            AROUND | 5                   | 4     | 3 4 5 6              | true   | true
            AROUND | 5                   | 5     | 3 4 5 6 7            | true   | true
            AROUND | 5                   | 1     | 5                    | true   | true
            AROUND | 1                   | 4     | 1 2                  | false  | true
            AROUND | 0                   | 4     | 1                    | false  | true
            AROUND | 10                  | 4     | 8 9 10               | true   | false
            AROUND | 9223372036854775807 | 4     | 9 10                 | true   | false
            """)
    void historyShouldReturnThePartOfTheAnchor(
            Anchor anchor, long seq, int limit, String shows, boolean before, boolean after) {
        HistoryPage page = chat.messages().history(alice, tea, new HistoryRequest(anchor, seq, limit));

        String seqs = page.items().stream()
                .map(view -> Long.toString(view.message().seq()))
                .collect(Collectors.joining(" "));
        assertThat(seqs).isEqualTo(shows == null ? "" : shows);
        assertThat(page.items())
                .allSatisfy(view -> assertThat(view.message().text())
                        .hasToString("message " + view.message().seq()));
        assertThat(page.hasBefore()).isEqualTo(before);
        assertThat(page.hasAfter()).isEqualTo(after);
        assertThat(page.lastSeq()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void historyShouldBeEmptyWhenTheRoomHasNoMessages(Anchor anchor) {
        for (long seq : new long[] {0, 1, 100, Long.MAX_VALUE}) {
            assertThat(chat.messages().history(alice, empty, new HistoryRequest(anchor, seq, 50)))
                    .isEqualTo(new HistoryPage(List.of(), false, false, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 50", "0, 0", "0, -1", "0, 201"})
    void historyShouldBeRefusedWhenANumberIsOutOfRange(long seq, int limit) {
        assertThatThrownBy(() -> new HistoryRequest(Anchor.AFTER, seq, limit)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void historyOfAPublicRoomShouldBeReadableWithoutMembership() {
        assertThat(chat.messages()
                        .history(stranger, tea, HistoryRequest.newest(1))
                        .items())
                .hasSize(1);
    }
}
