package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.BanRequest;
import dev.chatrooms.application.room.NewInvite;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.EditWindow;
import dev.chatrooms.domain.message.EditingPolicy;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.message.PostingPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.domain.room.InvitePolicy;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.ModerationPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Standing;
import dev.chatrooms.domain.room.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each cell of the table in {@code docs/rooms.md}, checked against the policies and against the server's response in a
 * room that is set up for the cell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "rooms.md");
    private static final String NO_SUCH_CASE = "–";

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final RoomId ROOM = new RoomId(new UUID(0, 1));
    private static final AccountId ACTOR = new AccountId(new UUID(0, 2));
    private static final AccountId OTHER = new AccountId(new UUID(0, 3));
    private static final Invite INVITE =
            new Invite(new InviteCode("abcdefghijklmnopqrstuv"), ROOM, OTHER, NOW, NOW.plusSeconds(60), null, 0);

    // ---- the table

    /** A column: the kind of the room and the actor's relation to it. */
    private record Column(RoomKind kind, String relation) {
        static Column of(String heading) {
            String[] words = heading.split(" ");
            return new Column(RoomKind.valueOf(words[0].toUpperCase(Locale.ROOT)), words[1]);
        }

        Role role() {
            return switch (relation) {
                case "owner" -> Role.OWNER;
                case "moderator" -> Role.MODERATOR;
                case "member" -> Role.MEMBER;
                default -> null;
            };
        }
    }

    private record Cell(String action, Column column, String outcome) {
        @Override
        public String toString() {
            return action + ", " + column.kind().name().toLowerCase(Locale.ROOT) + " " + column.relation() + ": "
                    + outcome;
        }
    }

    private static List<Cell> cells() {
        List<List<String>> rows = rows();
        List<Column> columns = rows.get(0).stream().skip(1).map(Column::of).toList();
        List<Cell> cells = new ArrayList<>();
        for (List<String> row : rows.subList(2, rows.size())) {
            assertThat(row).as("the columns of a row").hasSize(columns.size() + 1);
            for (int i = 0; i < columns.size(); i++) {
                cells.add(new Cell(row.get(0), columns.get(i), row.get(i + 1).replace("`", "")));
            }
        }
        return cells;
    }

    private static List<List<String>> rows() {
        try {
            return Files.readAllLines(DOCUMENT).stream()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.split("\\|"))
                            .skip(1)
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Cell> cases() {
        return cells().stream().filter(cell -> !cell.outcome().equals(NO_SUCH_CASE));
    }

    // ---- the actions

    /** The arguments of a policy: a room, the actor and other accounts. */
    private record PolicyInput(Room room, Standing actor, int owners) {
        Standing other(Role role) {
            return new Standing(OTHER, membership(OTHER, role), false, true);
        }

        Standing stranger() {
            return new Standing(OTHER, null, false, true);
        }

        Standing banned() {
            return new Standing(OTHER, null, true, true);
        }

        /** Returns the room's only owner. */
        Standing lastOwner() {
            Membership own = actor.membership();
            return own != null && own.role() == Role.OWNER ? actor : other(Role.OWNER);
        }
    }

    /** An action, as a decision of a policy and as a request. */
    private record Action(
            boolean asLastOwner, Function<PolicyInput, Decision<?>> policy, BiFunction<Person, Stage, Response> call) {}

    private static final Map<String, Action> ACTIONS = new LinkedHashMap<>();

    private static void action(
            String name, Function<PolicyInput, Decision<?>> policy, BiFunction<Person, Stage, Response> call) {
        ACTIONS.put(name, new Action(false, policy, call));
    }

    private static void asLastOwner(
            String name, Function<PolicyInput, Decision<?>> policy, BiFunction<Person, Stage, Response> call) {
        ACTIONS.put(name, new Action(true, policy, call));
    }

    private static Decision<?> moderate(PolicyInput j) {
        return ModerationPolicy.moderate(j.room(), j.actor());
    }

    static {
        Function<PolicyInput, Decision<?>> see = j -> MembershipPolicy.see(j.room(), j.actor());
        action("see the room", see, (p, s) -> p.get(s.room));
        action("read messages", see, (p, s) -> p.get(s.room + "/messages"));
        action("list members", see, (p, s) -> p.get(s.room + "/members"));
        action("join", j -> MembershipPolicy.join(j.room(), j.actor()), (p, s) -> p.post(s.room + "/join"));
        action(
                "leave",
                j -> MembershipPolicy.leave(j.room(), j.actor(), j.owners()),
                (p, s) -> p.post(s.room + "/leave"));
        asLastOwner(
                "leave as the last owner",
                j -> MembershipPolicy.leave(j.room(), j.actor(), j.owners()),
                (p, s) -> p.post(s.room + "/leave"));
        action(
                "send a message",
                j -> PostingPolicy.post(draft(j.actor().accountId()), j.room(), j.actor(), Blocking.NONE),
                (p, s) -> p.send(s.room, "Hello?"));
        action(
                "edit another's message",
                j -> EditingPolicy.edit(
                        message(),
                        new MessageText("No."),
                        j.room(),
                        j.actor(),
                        Blocking.NONE,
                        EditWindow.UNLIMITED,
                        message().createdAt()),
                (p, s) -> p.patch(s.message, "{\"text\":\"No.\"}"));
        action(
                "delete another's message",
                j -> EditingPolicy.delete(message(), j.room(), j.actor()),
                (p, s) -> p.delete(s.message));
        action(
                "read the revisions of another's message",
                j -> EditingPolicy.readRevisions(message(), j.room(), j.actor()),
                (p, s) -> p.get(s.message + "/revisions"));
        action(
                "react to a message",
                j -> EditingPolicy.react(message(), j.room(), j.actor(), Blocking.NONE),
                (p, s) -> p.put(s.message + "/reactions/%E2%9D%A4"));
        action(
                "pin a message",
                j -> EditingPolicy.pin(message(), true, j.room(), j.actor(), Blocking.NONE),
                (p, s) -> p.put(s.message + "/pin"));
        action(
                "change the name",
                RoomTableTest::moderate,
                (p, s) -> p.patch(s.room, "{\"name\":\"" + UUID.randomUUID() + "\"}"));
        action(
                "change the kind",
                RoomTableTest::moderate,
                (p, s) -> p.patch(s.room, "{\"kind\":\"" + (s.kind == RoomKind.PUBLIC ? "private" : "public") + "\"}"));
        action("delete the room", j -> j.room().delete(j.actor()), (p, s) -> p.delete(s.room));
        action(
                "add an account",
                j -> ModerationPolicy.add(j.room(), j.actor(), j.stranger(), Blocking.NONE),
                (p, s) -> p.put(s.member("stranger")));
        action(
                "add a banned account",
                j -> ModerationPolicy.add(j.room(), j.actor(), j.banned(), Blocking.NONE),
                (p, s) -> p.put(s.member("banned")));
        action(
                "make a member a moderator",
                j -> ModerationPolicy.changeRole(j.room(), j.actor(), j.other(Role.MEMBER), Role.MODERATOR, j.owners()),
                (p, s) -> p.patch(s.member("member"), "{\"role\":\"moderator\"}"));
        action(
                "make a moderator an owner",
                j -> ModerationPolicy.changeRole(j.room(), j.actor(), j.other(Role.MODERATOR), Role.OWNER, j.owners()),
                (p, s) -> p.patch(s.member("moderator"), "{\"role\":\"owner\"}"));
        asLastOwner(
                "demote the last owner",
                j -> ModerationPolicy.changeRole(j.room(), j.actor(), j.lastOwner(), Role.MEMBER, j.owners()),
                (p, s) -> p.patch(s.member(s.lastOwner), "{\"role\":\"member\"}"));
        for (String role : List.of("member", "moderator", "owner")) {
            String article = role.equals("owner") ? "an " : "a ";
            Role target = Role.valueOf(role.toUpperCase(Locale.ROOT));
            action(
                    "remove " + article + role,
                    j -> ModerationPolicy.remove(j.room(), j.actor(), j.other(target), j.owners()),
                    (p, s) -> p.delete(s.member(role)));
            action(
                    "ban " + article + role,
                    j -> ModerationPolicy.ban(j.room(), j.actor(), j.other(target)),
                    (p, s) -> p.put(s.ban(role)));
        }
        action(
                "ban a non-member",
                j -> ModerationPolicy.ban(j.room(), j.actor(), j.stranger()),
                (p, s) -> p.put(s.ban("stranger")));
        action(
                "ban the caller's account",
                j -> ModerationPolicy.ban(j.room(), j.actor(), j.actor()),
                (p, s) -> p.put(s.ban(p.username())));
        action("list bans", RoomTableTest::moderate, (p, s) -> p.get(s.room + "/bans"));
        action("lift a ban", RoomTableTest::moderate, (p, s) -> p.delete(s.ban("banned")));
        action("create an invite", RoomTableTest::moderate, (p, s) -> p.post(s.room + "/invites"));
        action("list invites", RoomTableTest::moderate, (p, s) -> p.get(s.room + "/invites"));
        action("revoke an invite", RoomTableTest::moderate, (p, s) -> p.delete(s.room + "/invites/" + s.code));
        action(
                "preview an invite by its code",
                j -> InvitePolicy.preview(j.room(), INVITE, j.actor(), NOW),
                (p, s) -> p.get("/api/v1/invites/" + s.code));
        action(
                "join by an invite",
                j -> InvitePolicy.accept(j.room(), INVITE, j.actor(), Blocking.NONE, NOW),
                (p, s) -> p.post("/api/v1/invites/" + s.code + "/accept"));
    }

    @Test
    void tableShouldListEveryActionOnce() {
        assertThat(rows().stream().skip(2).map(row -> row.get(0)))
                .containsExactlyInAnyOrderElementsOf(ACTIONS.keySet());
        assertThat(rows().get(0)).hasSize(13);
    }

    // ---- the policies

    private static Membership membership(AccountId account, Role role) {
        return new Membership(ROOM, account, role, NOW, 0, false, false);
    }

    private static Draft draft(AccountId sender) {
        return new Draft(new MessageId(new UUID(0, 4)), ROOM, sender, new MessageText("Hello?"), NOW, null);
    }

    /** Returns a message of another account than the actor. */
    private static Message message() {
        return new Message(
                new MessageId(new UUID(0, 5)), ROOM, 1, OTHER, new MessageText("Hello."), NOW, null, null, null);
    }

    @TestFactory
    Stream<DynamicTest> policiesShouldMatchTheTable() {
        return cases().map(cell -> dynamicTest(cell.toString(), () -> {
            Column column = cell.column();
            RoomName name = column.kind() == RoomKind.DIRECT ? null : new RoomName("Tea");
            Room room = new Room(ROOM, column.kind(), name, Topic.NONE, OTHER, NOW, NOW, 0, 5);
            Role role = column.role();
            Standing actor = new Standing(
                    ACTOR,
                    role == null ? null : membership(ACTOR, role),
                    column.relation().equals("banned"),
                    true);
            Action action = ACTIONS.get(cell.action());
            Decision<?> decision = action.policy().apply(new PolicyInput(room, actor, action.asLastOwner() ? 1 : 2));

            assertThat(
                            decision instanceof Decision.Refused<?> refused
                                    ? refused.refusal().code().code()
                                    : "ok")
                    .isEqualTo(cell.outcome());
        }));
    }

    // ---- the server

    private final Chat chat =
            Chat.inMemoryBuilder().settings(TestServer.NO_LIMITS).build();
    private TestServer server;
    private Person actor;
    private final Map<String, Person> cast = new LinkedHashMap<>();

    @BeforeAll
    void start() {
        server = TestServer.over(chat);
        actor = server.person("actor");
        for (String name : List.of("owner", "moderator", "member", "stranger", "banned")) {
            cast.put(name, server.person(name));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A room that is set up for one cell. The usernames in it are the relations to the room. */
    private static final class Stage {
        final RoomKind kind;
        final String room;
        final String message;
        final String code;
        final String lastOwner;

        Stage(RoomKind kind, RoomId id, MessageId message, String code, String lastOwner) {
            this.kind = kind;
            this.room = "/api/v1/rooms/" + id;
            this.message = "/api/v1/messages/" + message;
            this.code = code;
            this.lastOwner = lastOwner;
        }

        String member(String name) {
            return room + "/members/" + name;
        }

        String ban(String name) {
            return room + "/bans/" + name;
        }
    }

    private static Caller caller(Person person) {
        return Caller.of(new AccountId(UUID.fromString(person.id())));
    }

    private Stage stage(Column column, boolean asLastOwner) {
        return column.kind() == RoomKind.DIRECT ? directRoom(column) : room(column, asLastOwner);
    }

    private Stage room(Column column, boolean asLastOwner) {
        Caller owner = caller(cast.get("owner"));
        RoomId id = chat.rooms()
                .create(
                        owner,
                        new NewRoom(column.kind(), "Room " + UUID.randomUUID(), null, List.of("moderator", "member")))
                .join()
                .room()
                .id();
        chat.moderation().changeRole(owner, id, "moderator", Role.MODERATOR).join();
        chat.moderation().ban(owner, id, "banned", BanRequest.FOR_EVER).join();
        MessageId message = send(owner, id);
        String code = chat.invitations()
                .create(owner, id, NewInvite.USUAL)
                .join()
                .invite()
                .code()
                .value();
        if (column.relation().equals("banned")) {
            chat.moderation().ban(owner, id, "actor", BanRequest.FOR_EVER).join();
        }
        boolean isLast = asLastOwner && column.role() == Role.OWNER;
        if (column.role() != null) {
            chat.moderation().add(owner, id, "actor").join();
            chat.moderation().changeRole(owner, id, "actor", column.role()).join();
        }
        if (isLast) {
            chat.rooms().leave(owner, id).join();
        }
        return new Stage(column.kind(), id, message, code, isLast ? "actor" : "owner");
    }

    private MessageId send(Caller sender, RoomId room) {
        return chat.messages()
                .send(sender, new Send(room, "Hello.", null))
                .join()
                .message()
                .message()
                .id();
    }

    /** Returns the direct room of a pair, which no action of the table changes. */
    private Stage directRoom(Column column) {
        Person member = column.relation().equals("member") ? actor : cast.get("member");
        RoomId id = chat.directRooms()
                .open(caller(member), new NewRoom(RoomKind.DIRECT, null, null, List.of("owner")))
                .join()
                .room()
                .room()
                .id();
        return new Stage(
                RoomKind.DIRECT,
                id,
                send(caller(cast.get("owner")), id),
                INVITE.code().value(),
                "owner");
    }

    @TestFactory
    Stream<DynamicTest> responsesShouldMatchTheTable() {
        return cases().map(cell -> dynamicTest(cell.toString(), () -> {
            Action action = ACTIONS.get(cell.action());
            Stage stage = stage(cell.column(), action.asLastOwner());

            Response response = action.call().apply(actor, stage);

            assertThat(response.status() < 300 ? "ok" : response.code())
                    .as(response.body())
                    .isEqualTo(cell.outcome());
        }));
    }
}
