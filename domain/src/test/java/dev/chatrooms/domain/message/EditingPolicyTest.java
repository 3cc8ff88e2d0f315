package dev.chatrooms.domain.message;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Situations;
import dev.chatrooms.domain.room.Standing;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditingPolicyTest {
    private static final MessageText HELLO = new MessageText("hello");
    private static final MessageText OTHER = new MessageText("other");

    /** The acts that Bob may perform on a message of Bob's or of Alice's. */
    @ParameterizedTest(
            name = "{1} in a {0} room, {2} message of {3}: edit {4}, delete {5}, react {6}, pin {7}, revisions {8}")
    @CsvSource({
        "PUBLIC, member, live, Bob, yes, yes, yes, insufficient_role, yes",
        "PUBLIC, member, live, Alice, insufficient_role, insufficient_role, yes, insufficient_role, insufficient_role",
        "PUBLIC, moderator, live, Alice, insufficient_role, yes, yes, yes, yes",
        "PUBLIC, owner, live, Alice, insufficient_role, yes, yes, yes, yes",
        "PUBLIC, member, deleted, Bob, deleted, no change, deleted, insufficient_role, yes",
        "PUBLIC, owner, deleted, Alice, insufficient_role, no change, deleted, deleted, yes",
        "PUBLIC, stranger, live, Bob, not_a_member, not_a_member, not_a_member, not_a_member, yes",
        "PUBLIC, stranger, live, Alice, insufficient_role, not_a_member, not_a_member, not_a_member, insufficient_role",
        "PUBLIC, banned, live, Bob, not_found, not_found, not_found, not_found, not_found",
        "PRIVATE, stranger, live, Bob, not_found, not_found, not_found, not_found, not_found",
        "PRIVATE, disabled owner, live, Bob, unauthenticated, unauthenticated, unauthenticated, unauthenticated, yes",
        "DIRECT, member, live, Alice, insufficient_role, insufficient_role, yes, yes, insufficient_role",
        "DIRECT, member, live, Bob, yes, yes, yes, yes, yes",
        "DIRECT, member, deleted, Bob, deleted, no change, deleted, deleted, yes",
        "PRIVATE, application, live, Bob, yes, yes, yes, yes, yes",
        "PRIVATE, application, live, Alice, insufficient_role, yes, yes, yes, yes",
        "PUBLIC, banned application, live, Alice, insufficient_role, yes, yes, yes, yes",
        "DIRECT, application, live, Alice, insufficient_role, yes, yes, yes, yes",
        "DIRECT, application, deleted, Bob, deleted, no change, deleted, deleted, yes"
    })
    void policyShouldAllowWhatTheTableSays(
            RoomKind kind,
            String who,
            String state,
            String sender,
            String edit,
            String delete,
            String react,
            String pin,
            String revisions) {
        Room room = Situations.aRoom(kind);
        Message message = message(sender.equals("Bob"));
        if (state.equals("deleted")) {
            message = message.deleted(NOW);
        }
        Standing bob = standing(who);

        assertThat(outcome(EditingPolicy.edit(message, OTHER, room, bob, Blocking.NONE, EditWindow.UNLIMITED, NOW)))
                .isEqualTo(edit);
        assertThat(outcome(EditingPolicy.delete(message, room, bob))).isEqualTo(delete);
        assertThat(outcome(EditingPolicy.react(message, room, bob, Blocking.NONE)))
                .isEqualTo(react);
        assertThat(outcome(EditingPolicy.pin(message, true, room, bob, Blocking.NONE)))
                .isEqualTo(pin);
        assertThat(outcome(EditingPolicy.readRevisions(message, room, bob))).isEqualTo(revisions);
    }

    @ParameterizedTest
    @CsvSource({"0, 100000, yes", "60, 60, yes", "60, 61, edit_window_passed"})
    void editShouldBeRefusedWhenTheWindowHasPassed(int window, int age, String expected) {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Message message = message(true);

        assertThat(outcome(EditingPolicy.edit(
                        message,
                        OTHER,
                        room,
                        Situations.member(BOB, Role.OWNER),
                        Blocking.NONE,
                        new EditWindow(Duration.ofSeconds(window)),
                        message.createdAt().plusSeconds(age))))
                .isEqualTo(expected);
    }

    @Test
    void nothingShouldChangeWhenItIsSoAlready() {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Standing owner = Situations.member(BOB, Role.OWNER);

        assertThat(outcome(EditingPolicy.edit(
                        message(true), HELLO, room, owner, Blocking.NONE, EditWindow.UNLIMITED, NOW)))
                .isEqualTo("no change");
        assertThat(outcome(EditingPolicy.pin(message(true).withPin(true), true, room, owner, Blocking.NONE)))
                .isEqualTo("no change");
        assertThat(outcome(EditingPolicy.pin(message(true), false, room, owner, Blocking.NONE)))
                .isEqualTo("no change");
    }

    @Test
    void blockShouldKeepFromSayingSomethingNew() {
        Room room = Situations.aRoom(RoomKind.DIRECT);
        Standing bob = Situations.member(BOB, Role.MEMBER);
        for (Blocking blocking : List.of(new Blocking(true, false), new Blocking(false, true))) {
            assertThat(outcome(
                            EditingPolicy.edit(message(true), OTHER, room, bob, blocking, EditWindow.UNLIMITED, NOW)))
                    .isEqualTo("blocked");
            assertThat(outcome(EditingPolicy.react(message(false), room, bob, blocking)))
                    .isEqualTo("blocked");
            for (boolean pinned : new boolean[] {true, false}) {
                assertThat(outcome(EditingPolicy.pin(message(false), pinned, room, bob, blocking)))
                        .isEqualTo("blocked");
            }
        }
        assertThat(outcome(EditingPolicy.removeReaction(message(false), room, bob)))
                .isEqualTo("yes");
    }

    private static Message message(boolean ofBob) {
        return new Message(
                new MessageId(new UUID(0, 1)), Situations.ROOM, 1, ofBob ? BOB : ALICE, HELLO, NOW, null, null, null);
    }

    private static Standing standing(String who) {
        return switch (who) {
            case "stranger" -> Situations.stranger(BOB);
            case "banned" -> Situations.banned(BOB);
            case "member" -> Situations.member(BOB, Role.MEMBER);
            case "moderator" -> Situations.member(BOB, Role.MODERATOR);
            case "owner" -> Situations.member(BOB, Role.OWNER);
            case "application" -> Situations.application(BOB, false);
            case "banned application" -> Situations.application(BOB, true);
            case "disabled owner" -> Situations.disabled(BOB, Role.OWNER);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static String outcome(Decision<?> decision) {
        if (decision instanceof Decision.Refused<?> refused) {
            return refused.refusal().code().code();
        }
        return ((Decision.Accepted<?>) decision).outcome() == MessageEffect.UNCHANGED ? "no change" : "yes";
    }

    @Test
    void applicationShouldNotBeBoundByBlocksAndTheTimeForEdits() {
        Room room = Situations.aRoom(RoomKind.DIRECT);
        Standing application = Situations.application(BOB, false);
        Blocking both = new Blocking(true, true);
        Message message = message(true);
        EditWindow window = new EditWindow(Duration.ofSeconds(1));

        assertThat(outcome(EditingPolicy.edit(message, OTHER, room, application, both, window, NOW.plusSeconds(60))))
                .isEqualTo("yes");
        assertThat(outcome(EditingPolicy.react(message, room, application, both)))
                .isEqualTo("yes");
        assertThat(outcome(EditingPolicy.pin(message, true, room, application, both)))
                .isEqualTo("yes");
    }

    @Test
    void messageShouldMakeTheEventsOfItsCommands() {
        Room room = Situations.aRoom(RoomKind.PUBLIC);
        Standing owner = Situations.member(BOB, Role.OWNER);
        Message message = message(true);
        Mentions alice = new Mentions(List.of(ALICE), false);

        Message.Change edited = accepted(
                        message.edit(OTHER, alice, room, owner, Blocking.NONE, EditWindow.UNLIMITED, NOW))
                .orElseThrow();
        assertThat(edited.message()).isEqualTo(message.edited(OTHER, alice, NOW));
        assertThat(edited.event()).isEqualTo(new MessageEvent.Edited(Situations.ROOM, message.id(), BOB));

        Message.Change deleted = accepted(message.delete(room, owner, NOW)).orElseThrow();
        assertThat(deleted.message()).isEqualTo(message.deleted(NOW));
        assertThat(deleted.event()).isEqualTo(new MessageEvent.Deleted(Situations.ROOM, message.id(), BOB));

        Message.Change pinned =
                accepted(message.pin(true, room, owner, Blocking.NONE)).orElseThrow();
        assertThat(pinned.message().pinned()).isTrue();
        assertThat(pinned.event()).isEqualTo(new MessageEvent.Pinned(Situations.ROOM, message.id(), BOB));
        assertThat(accepted(pinned.message().pin(false, room, owner, Blocking.NONE))
                        .orElseThrow()
                        .event())
                .isEqualTo(new MessageEvent.Unpinned(Situations.ROOM, message.id(), BOB));

        Emoji thumb = new Emoji("\uD83D\uDC4D");
        assertThat(accepted(message.react(thumb, room, owner, Blocking.NONE)))
                .isEqualTo(new MessageEvent.ReactionAdded(Situations.ROOM, message.id(), BOB, thumb));
        assertThat(accepted(message.removeReaction(thumb, room, owner)))
                .isEqualTo(new MessageEvent.ReactionRemoved(Situations.ROOM, message.id(), BOB, thumb));
        assertThat(accepted(message.edit(HELLO, alice, room, owner, Blocking.NONE, EditWindow.UNLIMITED, NOW)))
                .isEmpty();
    }

    private static <T> T accepted(Decision<T> decision) {
        return decision.orElseThrow(refusal -> new IllegalStateException(refusal.detail()));
    }
}
