package dev.chatrooms.domain.room;

import static dev.chatrooms.domain.room.Situations.ALICE;
import static dev.chatrooms.domain.room.Situations.BOB;
import static dev.chatrooms.domain.room.Situations.NOW;
import static dev.chatrooms.domain.room.Situations.aRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.message.PostingPolicy;
import dev.chatrooms.domain.message.TypingPolicy;
import dev.chatrooms.domain.people.Blocking;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The permissions by room and role in one table. */
class RoomRulesTest {
    private static final int OTHER_OWNERS = 1;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            ROOM    | STANDING         | SEES | JOIN            | LEAVE           | POST            | DELETE
            public  | stranger         | yes  | begins          | nothing         | not_a_member    | insufficient_role
            public  | banned           | no   | banned          | not_found       | not_found       | not_found
            public  | member           | yes  | nothing         | ends            | posted          | insufficient_role
            public  | moderator        | yes  | nothing         | ends            | posted          | insufficient_role
            public  | owner            | yes  | nothing         | ends            | posted          | deleted
            public  | last owner       | yes  | nothing         | last_owner      | posted          | deleted
            private | stranger         | no   | not_found       | not_found       | not_found       | not_found
            private | banned           | no   | not_found       | not_found       | not_found       | not_found
            private | member           | yes  | nothing         | ends            | posted          | insufficient_role
            private | moderator        | yes  | nothing         | ends            | posted          | insufficient_role
            private | owner            | yes  | nothing         | ends            | posted          | deleted
            private | last owner       | yes  | nothing         | last_owner      | posted          | deleted
            direct  | stranger         | no   | not_found       | not_found       | not_found       | not_found
            direct  | banned           | no   | not_found       | not_found       | not_found       | not_found
            direct  | member           | yes  | nothing         | direct_room     | posted          | direct_room
            direct  | blocking member  | yes  | nothing         | direct_room     | blocked         | direct_room
            direct  | blocked member   | yes  | nothing         | direct_room     | blocked         | direct_room
            public  | disabled         | yes  | unauthenticated | unauthenticated | unauthenticated | unauthenticated
            public  | disabled member  | yes  | unauthenticated | unauthenticated | unauthenticated | unauthenticated
            private | disabled         | no   | unauthenticated | unauthenticated | unauthenticated | unauthenticated
            private | disabled owner   | yes  | unauthenticated | unauthenticated | unauthenticated | unauthenticated
            """)
    void commandShouldComeOutAsTheTableSays(
            String kind, String who, String sees, String join, String leave, String post, String delete) {
        Room room = aRoom(RoomKind.valueOf(kind.toUpperCase(Locale.ROOT)));
        Standing standing = standing(who);
        int owners = who.equals("last owner") ? 1 : 1 + OTHER_OWNERS;

        assertThat(MembershipPolicy.maySee(room, standing) ? "yes" : "no")
                .as("sees")
                .isEqualTo(sees);
        assertThat(outcome(MembershipPolicy.join(room, standing), RoomRulesTest::effect))
                .as("join")
                .isEqualTo(join);
        assertThat(outcome(MembershipPolicy.leave(room, standing, owners), RoomRulesTest::effect))
                .as("leave")
                .isEqualTo(leave);
        assertThat(outcome(PostingPolicy.post(draft(), room, standing, blocking(who)), RoomRulesTest::posted))
                .as("post")
                .isEqualTo(post);
        assertThat(outcome(TypingPolicy.type(room, standing), typed -> "posted"))
                .as("typing needs the right to post; under a block the signal is only not shown")
                .isEqualTo(post.equals("blocked") ? "posted" : post);
        assertThat(outcome(room.delete(standing), RoomRulesTest::deleted))
                .as("delete")
                .isEqualTo(delete);
    }

    @ParameterizedTest
    @CsvSource({
        "public, OWNER, 1, 2, LAST_OWNER",
        "private, OWNER, 1, 3, LAST_OWNER",
        "public, OWNER, 2, 2, LEAVES",
        "public, OWNER, 1, 1, DELETES_ROOM",
        "private, OWNER, 1, 1, DELETES_ROOM",
        "public, MODERATOR, 1, 2, LEAVES",
        "private, MEMBER, 1, 2, LEAVES",
        "private, MEMBER, 0, 1, DELETES_ROOM",
        "direct, MEMBER, 0, 2, STAYS",
        "direct, MEMBER, 0, 1, STAYS"
    })
    void departureShouldLeaveNoRoomWithoutAnOwner(String kind, Role role, int owners, int members, String departure) {
        Room two = aRoom(RoomKind.valueOf(kind.toUpperCase(Locale.ROOT)));
        Room room = new Room(two.id(), two.kind(), two.name(), two.topic(), ALICE, NOW, NOW, two.lastSeq(), members);

        assertThat(MembershipPolicy.depart(room, role, owners)).hasToString(departure);
    }

    private static Standing standing(String who) {
        return switch (who) {
            case "stranger" -> Situations.stranger(BOB);
            case "banned" -> Situations.banned(BOB);
            case "member", "blocking member", "blocked member" -> Situations.member(BOB, Role.MEMBER);
            case "moderator" -> Situations.member(BOB, Role.MODERATOR);
            case "owner", "last owner" -> Situations.member(BOB, Role.OWNER);
            case "disabled" -> Situations.disabled(BOB, null);
            case "disabled member" -> Situations.disabled(BOB, Role.MEMBER);
            case "disabled owner" -> Situations.disabled(BOB, Role.OWNER);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static Blocking blocking(String who) {
        return new Blocking(who.equals("blocking member"), who.equals("blocked member"));
    }

    private static Draft draft() {
        return new Draft(
                new MessageId(new UUID(0, 1)), Situations.ROOM, BOB, new MessageText("Anyone there?"), NOW, null);
    }

    private static String effect(MembershipEffect effect) {
        return effect == MembershipEffect.UNCHANGED ? "nothing" : effect.name().toLowerCase(Locale.ROOT);
    }

    private static String posted(Message message) {
        assertThat(message.seq()).as("the next place in the room").isEqualTo(42);
        assertThat(message.senderId()).isEqualTo(BOB).isNotEqualTo(ALICE);
        return "posted";
    }

    private static String deleted(DomainEvent event) {
        assertThat(event).isEqualTo(new RoomEvent.Deleted(Situations.ROOM, BOB));
        return "deleted";
    }

    private static <T> String outcome(Decision<T> decision, Function<T, String> name) {
        if (decision instanceof Decision.Refused<T> refused) {
            return refused.refusal().code().code();
        }
        return name.apply(((Decision.Accepted<T>) decision).outcome());
    }
}
