package dev.chatrooms.domain.message;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.PostingPolicy.References;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Situations;
import dev.chatrooms.domain.room.Standing;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostingPolicyTest {
    private static final Blocking BOTH = new Blocking(true, true);

    private static Draft draft(Room room, String text) {
        return new Draft(new MessageId(UUID.randomUUID()), room.id(), BOB, new MessageText(text), NOW, null);
    }

    @ParameterizedTest
    @EnumSource
    void applicationShouldPostInEveryRoomWithoutBeingAMember(RoomKind kind) {
        Room room = Situations.aRoom(kind);
        References people = new References(null, null, Map.of(new Username("alice"), ALICE), Map.of());

        for (boolean banned : new boolean[] {true, false}) {
            Decision<Message> decision = PostingPolicy.post(
                    draft(room, "@alice @room"), room, Situations.application(BOB, banned), BOTH, people);

            Message message = ((Decision.Accepted<Message>) decision).outcome();
            assertThat(message.seq()).isEqualTo(room.lastSeq() + 1);
            assertThat(message.mentions().people()).containsExactly(ALICE);
            assertThat(message.mentions().room()).isTrue();
        }
    }

    @Test
    void applicationShouldBeRefusedWhenItsAccountIsNotActive() {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Standing disabled = new Standing(BOB, null, false, false, AccountKind.SYSTEM);

        assertThat(code(PostingPolicy.post(draft(room, "hello"), room, disabled, Blocking.NONE)))
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
    }

    @Test
    void botShouldNeedAMembershipAsUsersDo() {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Standing bot = new Standing(BOB, null, false, true, AccountKind.BOT);

        assertThat(code(PostingPolicy.post(draft(room, "hello"), room, bot, Blocking.NONE)))
                .isEqualTo(RefusalCode.NOT_A_MEMBER);
    }

    @ParameterizedTest
    @EnumSource
    void clientShouldSetMetadataOnlyForBotsAndTheApplication(AccountKind kind) {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Standing member = new Standing(BOB, Situations.membership(BOB, Role.MEMBER), false, true, kind);

        Decision<Message> byHost = PostingPolicy.post(annotated(room, false), room, member, Blocking.NONE);
        Decision<Message> byClient = PostingPolicy.post(annotated(room, true), room, member, Blocking.NONE);

        assertThat(byHost).isInstanceOf(Decision.Accepted.class);
        if (kind == AccountKind.USER) {
            assertThat(((Decision.Refused<Message>) byClient).refusal().errors())
                    .extracting(FieldError::field, FieldError::code)
                    .containsExactly(tuple("metadata", "not_a_bot"));
        } else {
            assertThat(byClient).isInstanceOf(Decision.Accepted.class);
        }
    }

    private static Draft annotated(Room room, boolean fromClient) {
        Draft plain = draft(room, "Rain");
        return new Draft(
                plain.id(),
                room.id(),
                BOB,
                plain.text(),
                List.of(),
                new Metadata("{\"mm\":12}"),
                fromClient,
                null,
                null,
                plain.names(),
                NOW,
                null);
    }

    private static RefusalCode code(Decision<Message> decision) {
        return ((Decision.Refused<Message>) decision).refusal().code();
    }
}
