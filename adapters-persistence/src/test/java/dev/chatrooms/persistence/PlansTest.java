package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.Contents.Released;
import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.Markers.Place;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.Ban;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.InviteCode;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the statements that the ports send. All use indexes, on full tables as well as on tables never analysed,
 * and many rows take as many statements as one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {
    private static final AccountId ALICE = new AccountId(id("account", 1));
    private static final byte[] HASH = new byte[32];
    private static final Outbox.Entry ENTRY =
            new Outbox.Entry(UUID.randomUUID(), new MailRequest.PasswordChanged(ALICE), NOW, 1);
    private static final DirectPair PAIR = DirectPair.of(ALICE, new AccountId(id("account", 9)));
    private static final RoomId ROOM = new RoomId(id("room", 7));
    private static final PageRequest AMONG_ANYWHERE =
            new PageRequest(50, PageKey.of("ANYWHERE", "aaa").encode());
    private static final PageRequest AMONG_USERNAMES =
            new PageRequest(50, PageKey.of("user1000").encode());
    private static final InviteCode CODE = new InviteCode("code-number-7---------");
    private static final FileId FILE = new FileId(id("file", 1));
    private static final FileId OTHER_FILE = new FileId(id("file", 2));
    private static final ContentKey KEY = new ContentKey(new ContentHash("a".repeat(64)), "");
    private static final RoomId BIG_ROOM = new RoomId(id("room", 1));

    private final TestServer server = TestServer.shared();
    private final Store full = new Store(true);
    private final Store empty = new Store(false);

    /** A store whose statements are recorder. */
    private final class Store {
        final String database = server.migratedDatabase();
        final HikariDataSource pool = server.hostPool(database);
        final StatementRecorder recorder = new StatementRecorder(pool);
        final PostgresPorts ports;

        Store(boolean filled) {
            if (filled) {
                server.execute(database, resource("full-tables.sql"));
            }
            ports = PostgresPorts.of(recorder.source());
        }

        Transactions transactions() {
            return ports.storage().transactions();
        }

        List<String> plans(List<String> statements, String... settings) throws SQLException {
            List<String> plans = new ArrayList<>();
            // In the simple protocol the driver leaves $1 in the statement.
            try (Connection connection = DriverManager.getConnection(server.url(database) + "&preferQueryMode=simple");
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(SessionSettings.WRITING_TRANSACTION);
                for (String setting : settings) {
                    statement.execute(setting);
                }
                for (String sql : statements) {
                    // Statements sent together have a plan each.
                    for (String one : sql.split(";\n")) {
                        plans.add(plan(statement, one));
                    }
                }
                connection.rollback();
            }
            return plans;
        }

        void close() {
            ports.close();
            pool.close();
        }
    }

    private static String resource(String name) {
        try (InputStream in = PlansTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an id of full-tables.sql, which computes ids in the same way. */
    private static UUID id(String kind, int number) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest((kind + number).getBytes(StandardCharsets.UTF_8));
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(md5);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A query, the number of statements that it may take, and the indexes that it must use. */
    private record Query(String name, int statements, Consumer<UnitOfWork> run, String... indexes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Query query(String name, int statements, Consumer<Stores> run, String... indexes) {
        return new Query(name, statements, run::accept, indexes);
    }

    static Stream<Query> queries() {
        Position start = new Position(500);
        Position end = new Position(103_000);
        return Stream.of(
                query(
                        "accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(AccountFilter.ALL, AMONG_USERNAMES, NOW),
                        "account_search_username_key",
                        "session_account_idx",
                        "membership_pk",
                        "account_figure_pk"),
                query(
                        "administrators for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(new AccountFilter(null, AccountRole.ADMIN, null), AMONG_USERNAMES, NOW),
                        "account_admin_username_idx"),
                query(
                        "disabled accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(new AccountFilter(null, null, true), AMONG_USERNAMES, NOW),
                        "account_disabled_username_idx"),
                query(
                        "enabled accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(new AccountFilter(null, null, false), AMONG_USERNAMES, NOW),
                        "account_enabled_username_idx"),
                query(
                        "accounts with a name for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(
                                        new AccountFilter(SearchTerm.of("ser"), AccountRole.USER, null),
                                        AMONG_USERNAMES,
                                        NOW),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "enabled accounts with a name for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(new AccountFilter(SearchTerm.of("ser"), null, false), AMONG_USERNAMES, NOW),
                        "account_enabled_username_idx",
                        "account_search_pk"),
                query(
                        "account with an address for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(
                                        new AccountFilter(SearchTerm.of("u5@example.org"), null, null),
                                        PageRequest.FIRST,
                                        NOW),
                        "account_verified_email_key",
                        "account_unverified_email_idx"),
                query(
                        "account for administrators",
                        1,
                        s -> s.adminQueries().account(ALICE, NOW),
                        "account_pk",
                        "session_account_idx",
                        "membership_pk",
                        "account_figure_pk",
                        "file_owner_idx"),
                query(
                        "rooms for administrators",
                        3,
                        s -> s.adminQueries().rooms(RoomFilter.ALL, PageRequest.FIRST),
                        "room_figure_activity_idx",
                        "room_pk",
                        "membership_role_idx"),
                query(
                        "rooms of a kind for administrators",
                        3,
                        s -> s.adminQueries().rooms(new RoomFilter(null, RoomKind.PRIVATE), PageRequest.FIRST),
                        "room_figure_kind_idx"),
                query(
                        "rooms with a name for administrators",
                        3,
                        s -> s.adminQueries().rooms(new RoomFilter(NameSearch.ofRooms("oom"), null), PageRequest.FIRST),
                        "room_figure_activity_idx",
                        "room_pk"),
                query(
                        "room for administrators",
                        2,
                        s -> s.adminQueries().room(ROOM),
                        "room_pk",
                        "room_figure_pk",
                        "membership_role_idx"),
                query("names of rooms", 1, s -> s.adminQueries().roomNames(List.of(ROOM)), "room_pk"),
                new Query(
                        "failed login",
                        2,
                        uow -> uow.audit().loginFailed(new AccountId(id("account", 4)), NOW),
                        "failed_login_pk"),
                query(
                        "acts of a kind",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(null, null, null, AuditAction.ROOM_DELETED, null, null),
                                        PageRequest.FIRST),
                        "audit_action_idx"),
                query(
                        "acts of a kind of an account",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(
                                                new AccountId(id("account", 7)),
                                                null,
                                                null,
                                                AuditAction.ROOM_DELETED,
                                                null,
                                                null),
                                        PageRequest.FIRST),
                        "audit_actor_action_idx"),
                query(
                        "acts of a kind on a room",
                        2,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(
                                                new AccountId(id("account", 7)),
                                                ROOM.value(),
                                                null,
                                                AuditAction.ROOM_DELETED,
                                                NOW,
                                                null),
                                        PageRequest.FIRST),
                        "audit_account_idx",
                        "audit_room_action_idx",
                        "audit_message_idx"),
                query(
                        "acts of a period",
                        3,
                        s -> s.audit().list(new AuditFilter(null, null, null, null, NOW, NOW), PageRequest.FIRST),
                        "audit_pk"),
                query(
                        "acts of an account",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(new AccountId(id("account", 7)), null, null, null, null, null),
                                        PageRequest.FIRST),
                        "audit_actor_idx"),
                query(
                        "acts on an account, a room or a message",
                        1,
                        s -> s.audit()
                                .list(new AuditFilter(null, ROOM.value(), null, null, null, null), PageRequest.FIRST),
                        "audit_account_idx",
                        "audit_room_idx",
                        "audit_message_idx"),
                query(
                        "acts on an entry of the configuration",
                        1,
                        s -> s.audit()
                                .list(new AuditFilter(null, null, "site.name", null, null, null), PageRequest.FIRST),
                        "audit_key_idx"),
                query(
                        "find a live session",
                        1,
                        s -> s.sessions().findLive(new SessionId(id("session", 5)), NOW),
                        "session_pk",
                        "account_pk"),
                query(
                        "find live sessions",
                        1,
                        s -> s.sessions()
                                .findAllLive(
                                        List.of(new SessionId(id("session", 5)), new SessionId(id("session", 6))), NOW),
                        "session_pk",
                        "account_pk"),
                query(
                        "live sessions of an account",
                        1,
                        s -> s.sessions().live(ALICE, PageRequest.FIRST, NOW),
                        "session_account_idx"),
                query(
                        "revoke all sessions of an account",
                        1,
                        s -> s.sessions().revokeAll(new AccountId(id("account", 9)), null, NOW),
                        "session_account_idx"),
                query(
                        "mark a session as seen",
                        1,
                        s -> s.sessions().seen(Map.of(new SessionId(id("session", 5)), NOW)),
                        "session_pk"),
                new Query("refresh a session", 5, PlansTest::refresh, "session_pk", "refresh_token_pk"),
                query(
                        "remove ended sessions",
                        1,
                        s -> s.sessions().removeEnded(NOW.minusSeconds(1), 1000),
                        "session_ended_idx",
                        "session_pk"),
                query(
                        "remove old refresh tokens",
                        1,
                        s -> s.sessions().removeTokens(NOW.minusSeconds(1), NOW, 1000),
                        "refresh_token_issued_idx",
                        "refresh_token_pk",
                        "session_pk"),
                query(
                        "credentials by username",
                        1,
                        s -> s.accounts().credentials(new Username("user77")),
                        "account_username_key"),
                query(
                        "credentials by e-mail address",
                        1,
                        s -> s.accounts().credentials(new EmailAddress("u5@example.org")),
                        "account_verified_email_key"),
                query(
                        "account by external id",
                        1,
                        s -> s.accounts().find(new ExternalId("unknown")),
                        "account_external_id_key"),
                query("standing of an account", 1, s -> s.accounts().standing(ALICE), "account_pk"),
                new Query(
                        "end the sessions of an account",
                        1,
                        uow -> uow.accounts().endSessions(ALICE, NOW),
                        "account_pk"),
                new Query("lock an account", 1, uow -> uow.accounts().lock(ALICE), "account_pk"),
                new Query("make a code", 1, uow -> uow.codes().makeCode(ALICE, HASH, NOW), "one_time_code_pk"),
                new Query("try a code", 2, uow -> uow.codes().tryCode(ALICE, HASH, NOW), "one_time_code_pk"),
                query("find a reset token", 1, s -> s.codes().findToken(HASH, NOW), "one_time_code_hash_idx"),
                new Query("spend a reset token", 1, uow -> uow.codes().spendToken(HASH, NOW), "one_time_code_hash_idx"),
                new Query("void a reset token", 1, uow -> uow.codes().voidToken(ALICE), "one_time_code_pk"),
                new Query(
                        "add a mail request", 1, uow -> uow.outbox().add(ENTRY.id(), ENTRY.request(), NOW), "outbox_"),
                new Query(
                        "claim a mail request", 1, uow -> uow.outbox().claim(NOW, NOW), "outbox_due_idx", "outbox_pk"),
                new Query("put off a mail request", 1, uow -> uow.outbox().postpone(ENTRY, NOW), "outbox_pk"),
                new Query("remove a mail request", 1, uow -> uow.outbox().done(ENTRY), "outbox_pk"),
                query(
                        "accounts by ids",
                        1,
                        s -> s.accounts().findAll(List.of(ALICE, new AccountId(id("account", 2)))),
                        "account_pk"),
                query("page of accounts", 1, s -> s.accounts().list(PageRequest.FIRST), "account_username_key"),
                query(
                        "lock an account again",
                        1,
                        s -> ((UnitOfWork) s).accounts().lock(ALICE),
                        "account_pk"),
                query("find a file", 1, s -> s.files().find(FILE, ALICE, NOW), "file_pk", "room_pk", "membership_pk"),
                query("files of an account", 1, s -> s.files().ofOwner(ALICE, PageRequest.FIRST), "file_owner_idx"),
                query("size of the files of an account", 1, s -> s.files().usedBytes(ALICE), "file_owner_idx"),
                query(
                        "pictures of a room",
                        2,
                        s -> s.files().ofRoom(ROOM, ALICE, FileKind.IMAGE, PageRequest.FIRST, NOW),
                        "file_room_kind_idx"),
                new Query(
                        "lock files",
                        1,
                        uow -> uow.files().lock(Set.of(new OwnFile(FILE, ALICE), new OwnFile(OTHER_FILE, ALICE))),
                        "file_owner_idx"),
                new Query(
                        "add and remove a file", 6, PlansTest::addAndRemove, "file_content_idx", "file_thumbnail_idx"),
                new Query(
                        "remove files that are not attached",
                        1,
                        uow -> uow.contents().removeUnattached(NOW.minusSeconds(1_000_000_000), 100),
                        "file_unattached_idx",
                        "account_pk",
                        "file_pk"),
                new Query(
                        "remove files of deleted rooms",
                        3,
                        uow -> uow.contents().removeOfDeletedRooms(100),
                        "room_files_idx"),
                new Query(
                        "delete a released content",
                        6,
                        PlansTest::deleteReleased,
                        "released_content_due_idx",
                        "released_content_pk",
                        "file_content_idx",
                        "file_thumbnail_idx"),
                query(
                        "contents of files",
                        1,
                        s -> s.contents().referenced(KEY, 100),
                        "file_content_idx",
                        "file_thumbnail_idx"),
                query(
                        "uses of a content",
                        1,
                        s -> s.contents().uses(KEY, 100),
                        "file_content_idx",
                        "file_thumbnail_idx",
                        "file_pk"),
                query(
                        "contents that no row names",
                        1,
                        s -> s.contents().unknown(List.of(KEY)),
                        "file_content_idx",
                        "file_thumbnail_idx",
                        "released_content_key_idx"),
                query("find settings", 1, s -> s.settings().find(ALICE), "account_setting_pk"),
                query("find an avatar", 1, s -> s.avatars().find(ALICE, new AvatarId("0a")), "avatar_pk"),
                query("test for an avatar", 1, s -> s.avatars().has(ALICE, new AvatarId("0a")), "avatar_pk"),
                query(
                        "remove all avatars but one",
                        1,
                        s -> s.avatars().retain(ALICE, List.of(new AvatarId("0a"))),
                        "avatar_pk"),
                query(
                        "all rooms of an account",
                        1,
                        s -> s.rooms().joinedRooms(ALICE),
                        "membership_pk",
                        "membership_role_idx",
                        "room_pk"),
                query(
                        "leave many rooms",
                        1,
                        s -> s.rooms().removeMember(List.of(ROOM, BIG_ROOM), ALICE),
                        "membership_pk",
                        "room_pk"),
                query("test for an administrator", 1, s -> s.accounts().anyAdmin(), "account_admin_username_idx"),
                query(
                        "view of a room",
                        2,
                        s -> s.roomQueries().view(ROOM, ALICE, NOW),
                        "room_pk",
                        "membership_pk",
                        "mention_pk",
                        "message_room_call_idx",
                        "message_place_key"),
                query(
                        "page of the viewer's rooms",
                        3,
                        s -> s.roomQueries().ofViewer(ALICE, PageRequest.FIRST),
                        "membership_pk",
                        "room_pk",
                        "message_place_key",
                        "account_pk"),
                query("find a direct room", 1, s -> s.directRooms().find(PAIR), "room_direct_pair_key"),
                query(
                        "page of markers",
                        2,
                        s -> s.markers().list(BIG_ROOM, ALICE, PageRequest.FIRST, NOW),
                        "membership_role_idx"),
                query(
                        "standings in rooms",
                        1,
                        s -> s.markers().standings(List.of(new Place(ROOM, ALICE), new Place(BIG_ROOM, ALICE)), NOW),
                        "account_pk",
                        "membership_pk",
                        "ban_pk"),
                new Query("move markers", 1, PlansTest::moveMarkers, "membership_pk"),
                query(
                        "page of the directory",
                        2,
                        s -> s.roomQueries().directory(ALICE, null, PageRequest.FIRST, NOW),
                        "room_public_name_key"),
                query(
                        "search of the directory",
                        2,
                        s -> s.roomQueries().directory(ALICE, "oom 9", PageRequest.FIRST, NOW),
                        "room_public_name_key"),
                query("page of all rooms", 1, s -> s.roomQueries().list(PageRequest.FIRST), "room_pk"),
                query(
                        "page of members",
                        2,
                        s -> s.roomQueries().members(BIG_ROOM, ALICE, PageRequest.FIRST, NOW),
                        "membership_role_idx",
                        "account_pk"),
                query("count owners", 1, s -> s.rooms().countMembers(BIG_ROOM, Role.OWNER), "membership_role_idx"),
                query("standing in a room", 1, s -> s.rooms().standing(ROOM, ALICE, NOW), "membership_pk", "ban_pk"),
                new Query("update a room", 1, uow -> uow.rooms().update(aRoom()), "room_pk"),
                new Query("set a role", 1, uow -> uow.rooms().setRole(BIG_ROOM, ALICE, Role.MEMBER), "membership_pk"),
                new Query(
                        "put a ban",
                        1,
                        uow -> uow.bans().put(new Ban(BIG_ROOM, ALICE, ALICE, null, NOW, null)),
                        "ban_pk"),
                new Query("lift a ban", 1, uow -> uow.bans().lift(BIG_ROOM, ALICE, NOW), "ban_pk"),
                query(
                        "page of bans",
                        1,
                        s -> s.bans().list(BIG_ROOM, PageRequest.FIRST, NOW),
                        "ban_room_idx",
                        "account_pk"),
                query("find an invite", 1, s -> s.invites().find(CODE), "invite_pk", "room_pk"),
                query("page of invites", 1, s -> s.invites().list(BIG_ROOM, PageRequest.FIRST, NOW), "invite_room_idx"),
                query("count open invites", 1, s -> s.invites().countOpen(BIG_ROOM, NOW), "invite_room_expiry_idx"),
                new Query("use an invite", 1, uow -> uow.invites().use(CODE, NOW), "invite_pk"),
                new Query("revoke an invite", 1, uow -> uow.invites().remove(BIG_ROOM, CODE), "invite_pk"),
                new Query(
                        "remove expired invites",
                        1,
                        uow -> uow.invites().removeExpired(BIG_ROOM, NOW),
                        "invite_room_expiry_idx"),
                query("positions of joins", 1, s -> s.roomQueries().memberSince(ALICE), "membership_pk"),
                query(
                        "small rooms of accounts",
                        1,
                        s -> s.roomQueries().smallRooms(100, List.of(ALICE, new AccountId(id("account", 2))), 200),
                        "membership_pk",
                        "room_pk"),
                new Query(
                        "lock the administrators", 1, uow -> uow.accounts().lockAdmins(), "account_admin_username_idx"),
                query(
                        "successors of an owner",
                        1,
                        s -> s.rooms().successors(List.of(ROOM), ALICE),
                        "membership_role_idx",
                        "account_pk"),
                query("messages to erase", 1, s -> s.messages().posted(ALICE, start, 100), "message_sender_idx"),
                query("positions of deletions", 1, s -> s.roomQueries().deletedSince(ALICE, start), "membership_pk"),
                query(
                        "newest page of the history",
                        1,
                        s -> s.messages().history(ROOM, ALICE, HistoryRequest.newest(50), NOW),
                        "message_place_key",
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "reaction_kind_pk"),
                query(
                        "find a message",
                        1,
                        s -> s.messages().find(new MessageId(id("message", 5)), ALICE, NOW),
                        "message_pk"),
                query(
                        "find messages by id",
                        1,
                        s -> s.messages()
                                .findAll(
                                        List.of(new MessageId(id("message", 5)), new MessageId(id("message", 6))),
                                        ALICE,
                                        NOW),
                        "message_pk",
                        "account_pk",
                        "room_pk",
                        "membership_pk",
                        "ban_pk"),
                new Query(
                        "advance the search index",
                        9,
                        uow -> uow.search().readOn(500),
                        "log_reader_pk",
                        "message_search_deferred_pk",
                        "log_head_pk",
                        "event_pk",
                        "message_pk",
                        "room_pk"),
                query("progress of the search index", 1, s -> s.search().progress(), "log_reader_pk"),
                query(
                        "messages without a viewer",
                        1,
                        s -> s.messages().findAll(List.of(new MessageId(id("message", 5)))),
                        "message_pk",
                        "account_pk",
                        "reaction_kind_pk",
                        "reaction_pk"),
                query(
                        "rooms of messages",
                        1,
                        s -> s.messages().rooms(List.of(new MessageId(id("message", 5)))),
                        "message_pk"),
                query(
                        "page of messages",
                        4,
                        s -> s.messages().list(filter(null, false), ALICE, PageRequest.FIRST, NOW),
                        "event_pk",
                        "message_pk"),
                query(
                        "page of messages of a room",
                        4,
                        s -> s.messages().list(filter(ROOM, false), ALICE, PageRequest.FIRST, NOW),
                        "event_room_idx",
                        "message_pk"),
                query(
                        "page of messages of a period",
                        6,
                        s -> s.messages().list(filter(null, true), ALICE, PageRequest.FIRST, NOW),
                        "event_pk",
                        "log_head_pk"),
                query(
                        "newest readable message",
                        6,
                        s -> s.messages()
                                .list(
                                        new MessageFilter(null, null, null, null),
                                        new AccountId(id("account", 3001)),
                                        PageRequest.FIRST,
                                        NOW),
                        "event_room_idx",
                        "message_pk",
                        "membership_pk",
                        "ban_pk"),
                query(
                        "page of mentions",
                        4,
                        s -> s.messages().mentioning(ALICE, PageRequest.FIRST, NOW),
                        "mention_position_idx",
                        "message_room_call_position_idx"),
                query(
                        "page of pins",
                        2,
                        s -> s.messages().pins(ROOM, ALICE, PageRequest.FIRST, NOW),
                        "message_pinned_idx"),
                query(
                        "page of a thread",
                        2,
                        s -> s.messages().thread(new MessageId(id("message", 5)), ALICE, PageRequest.FIRST, NOW),
                        "message_thread_idx"),
                query(
                        "page of revisions",
                        1,
                        s -> s.messages().revisions(new MessageId(id("message", 5)), PageRequest.FIRST),
                        "revision_pk"),
                query(
                        "page of reactions",
                        1,
                        s -> s.reactions().list(new MessageId(id("message", 5)), PageRequest.FIRST),
                        "reaction_number_key"),
                new Query("add and remove a reaction", 9, PlansTest::react, "reaction_pk", "reaction_kind_pk"),
                new Query("edit a message", 7, PlansTest::edit, "revision_pk", "message_pk", "mention_pk"),
                query(
                        "old entries of the log",
                        1,
                        s -> s.retention().due(NOW, 500),
                        "event_pk",
                        "log_reader_pk",
                        "log_mark_pk",
                        "message_pk"),
                query("latest mark of the log", 1, s -> s.retention().latestMark(), "log_mark_pk", "event_pk"),
                new Query(
                        "mark a place in the log",
                        3,
                        uow -> uow.retention().mark(uow.retention().latestMark().number(), NOW, Position.START, NOW),
                        "log_mark_pk"),
                new Query(
                        "remove old entries of the log",
                        4,
                        uow -> {
                            Position removed = uow.retention().removedUpTo();
                            uow.retention().remove(removed, removed.plus(10));
                        },
                        "event_pk",
                        "log_mark_position_idx",
                        "log_reader_pk"),
                query("page of the audit trail", 1, s -> s.audit().list(PageRequest.FIRST), "audit_pk"),
                query(
                        "page of contacts",
                        1,
                        s -> s.contacts().list(ALICE, PageRequest.FIRST),
                        "contact_pk",
                        "account_search_pk",
                        "account_pk"),
                query("all contacts", 1, s -> s.contacts().all(ALICE), "contact_pk"),
                query(
                        "blocks between accounts",
                        1,
                        s -> s.blocks().between(ALICE, List.of(new AccountId(id("account", 2)))),
                        "block_pk"),
                query(
                        "blocks among accounts",
                        1,
                        s -> s.blocks()
                                .among(
                                        List.of(ALICE, new AccountId(id("account", 2))),
                                        List.of(new AccountId(id("account", 3)), new AccountId(id("account", 4)))),
                        "block_pk"),
                query("test for a contact", 1, s -> s.contacts().contains(ALICE, ALICE), "contact_pk"),
                new Query(
                        "add a contact",
                        3,
                        uow -> uow.contacts().add(new AccountId(id("account", 7)), ALICE, 10_000, NOW),
                        "contact_pk",
                        "account_pk"),
                query(
                        "page of people",
                        1,
                        s -> s.accounts().search(null, PageRequest.FIRST),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "search of people by a common term",
                        1,
                        s -> s.accounts().search(SearchTerm.of("ser"), AMONG_ANYWHERE),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "rooms of another account",
                        3,
                        s -> s.roomQueries().ofPerson(new AccountId(id("account", 2)), ALICE, PageRequest.FIRST, NOW),
                        "membership_pk",
                        "room_pk",
                        "ban_pk"),
                query(
                        "messages of a sender",
                        4,
                        s -> s.messages().ofSender(new AccountId(id("account", 2)), ALICE, PageRequest.FIRST, NOW),
                        "message_sender_idx",
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "message_pk"),
                query(
                        "last sign-ins",
                        1,
                        s -> s.sessions().lastSeen(List.of(ALICE, new AccountId(id("account", 2)))),
                        "session_account_idx"),
                query("head of the log", 1, s -> s.log().head(), "log_head_pk"),
                query("extent of the log", 1, s -> s.log().extent(), "log_head_pk", "log_reader_pk"),
                query("page of the log", 1, s -> s.log().read(start, end, 256), "event_pk", "message_pk", "account_pk"),
                query(
                        "page of the log in one query",
                        1,
                        s -> s.log().readInOneQuery(start, 256),
                        "event_pk",
                        "message_pk",
                        "account_pk"),
                query(
                        "joins in the log",
                        3,
                        s -> s.log().read(new Position(100_000), end, 256),
                        "event_pk",
                        "room_pk",
                        "account_pk"),
                query(
                        "log for a member of all rooms",
                        3,
                        s -> s.log().readFor(ALICE, start, end, 256),
                        "membership_pk",
                        "event_room_idx",
                        "event_account_idx",
                        "event_account_updated_idx",
                        "contact_pk"),
                query(
                        "profile change in the log",
                        3,
                        s -> s.log().read(new Position(103_000), new Position(103_100), 256),
                        "event_pk",
                        "membership_pk",
                        "account_pk"),
                query(
                        "log for a member of few rooms",
                        8,
                        s -> s.log().readFor(new AccountId(id("account", 2999)), start, end, 256),
                        "membership_pk",
                        "event_room_idx"),
                query(
                        "count events for a viewer",
                        2,
                        s -> s.log().countFor(ALICE, start, end, 10_001),
                        "event_room_idx"),
                new Query(
                        "post a message",
                        3,
                        PlansTest::postMany,
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "account_pk",
                        "message_client_id_key",
                        "block_pk",
                        "log_head_pk"));
    }

    private static void addAndRemove(UnitOfWork uow) {
        FileId id = new FileId(UUID.randomUUID());
        Thumbnail thumbnail = new Thumbnail(ContentKey.of(KEY.hash(), id), 1, MediaType.JPEG);
        FileName name = FileName.UNNAMED;
        uow.files().add(new UploadedFile(id, ALICE, name, KEY, 1, MediaType.PNG, null, null, thumbnail, NOW));
        uow.files().remove(id);
    }

    private static void deleteReleased(UnitOfWork uow) {
        uow.contents().release(KEY);
        Released released = uow.contents().released(NOW, 1).get(0);
        uow.contents().claim(released, NOW);
        uow.contents().settle(released);
    }

    /** Returns a room that is not stored, because later queries read the stored ones. */
    private static Room aRoom() {
        RoomId missing = new RoomId(UUID.randomUUID());
        return new Room(missing, RoomKind.PRIVATE, new RoomName("Room 7"), Topic.NONE, ALICE, NOW, NOW, 0, 0);
    }

    private static void moveMarkers(UnitOfWork uow) {
        uow.markers()
                .move(
                        List.of(
                                new Membership(new RoomId(id("direct", 5)), ALICE, Role.MEMBER, NOW, 7, false, false),
                                new Membership(new RoomId(id("direct", 6)), ALICE, Role.MEMBER, NOW, 9, false, false)),
                        NOW);
    }

    private static MessageFilter filter(RoomId room, boolean withPeriod) {
        return new MessageFilter(room, null, withPeriod ? NOW : null, withPeriod ? NOW : null);
    }

    private static void react(UnitOfWork uow) {
        MessageId message = new MessageId(id("message", 5));
        Emoji emoji = new Emoji("\u2764");
        uow.reactions().add(message, emoji, ALICE, 50, NOW);
        uow.messages().findAll(List.of(message));
        uow.reactions().remove(message, emoji, ALICE);
    }

    /** Edits a message so that it mentions an account, and back. */
    private static void edit(UnitOfWork uow) {
        MessageId id = new MessageId(id("message", 6));
        MessageView view = uow.messages().findAll(List.of(id)).get(id);
        if (view == null) {
            return;
        }
        Message before = view.message();
        Message mentioning = before.edited(new MessageText("@alice"), new Mentions(List.of(ALICE), false), NOW);
        uow.messages().edit(before, mentioning);
        uow.messages().edit(mentioning, mentioning.edited(new MessageText("nobody"), Mentions.NONE, NOW));
    }

    private static void refresh(UnitOfWork uow) {
        byte[] hash = sha256("token4");
        Session session = uow.sessions().lockByToken(hash).orElseThrow();
        uow.sessions().token(hash).orElseThrow();
        uow.sessions().useToken(hash, NOW);
        uow.sessions()
                .refresh(
                        session.refreshed(2, NOW, NOW), sha256(UUID.randomUUID().toString()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void postMany(UnitOfWork uow) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            drafts.add(new Draft(
                    new MessageId(UUID.randomUUID()),
                    ROOM,
                    ALICE,
                    new MessageText("text " + i),
                    NOW,
                    new ClientId("p" + UUID.randomUUID())));
        }
        Room room = uow.rooms().lock(Set.of(ROOM)).get(ROOM);
        if (room == null) {
            room = new Room(ROOM, RoomKind.PRIVATE, null, Topic.NONE, ALICE, NOW, NOW, 0, 0);
        }
        uow.messages().facts(drafts, NOW);
        for (Draft draft : drafts) {
            var message = draft.in(room);
            uow.append(new MessageEvent.Posted(message), NOW);
            room = room.withLastSeq(message.seq());
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryShouldUseIndexesOnFullTables(Query query) throws SQLException {
        List<String> statements = statements(full, query);

        // Messages with reactions take one more.
        assertThat(statements)
                .filteredOn(sql -> !sql.contains("join reaction_kind kind"))
                .as("statements")
                .hasSizeLessThanOrEqualTo(query.statements());
        List<String> plans = full.plans(statements);
        assertIndexesOnly(plans);
        assertThat(String.join("\n", plans)).contains(query.indexes());
    }

    /** Statements prepared on a new database keep their plans while the tables grow. */
    @ParameterizedTest
    @MethodSource("queries")
    void queryShouldUseIndexesOnTablesNeverAnalysed(Query query) throws SQLException {
        List<String> plans = empty.plans(statements(full, query));

        assertIndexesOnly(plans);
        assertThat(String.join("\n", plans)).contains(query.indexes());
    }

    /** Uses a bitmap scan of the index of grams only. */
    @Test
    void searchForRareTermsShouldUseTheIndexOfGrams() throws SQLException {
        Query search = query(
                "search of people by a rare term",
                9,
                s -> s.accounts().search(SearchTerm.of("2999"), PageRequest.FIRST));
        List<String> statements = statements(full, search);
        assertThat(statements)
                .filteredOn(sql -> sql.contains("bitmapscan = on"))
                .hasSize(2);
        assertThat(statements)
                .filteredOn(sql -> sql.contains("bitmapscan = off"))
                .hasSize(2);
        List<String> byGrams =
                statements.stream().filter(sql -> sql.contains("grams @>")).toList();
        assertThat(byGrams).hasSize(2);
        for (Store store : List.of(full, empty)) {
            assertThat(store.plans(byGrams, "set local enable_bitmapscan = on"))
                    .allSatisfy(plan -> assertThat(plan)
                            .contains("Bitmap Index Scan on account_search_grams_idx", "account_pk")
                            .doesNotContain("Seq Scan", "Hash Join", "Merge Join", "Disabled: true"));
        }
    }

    /** The changes that triggers leave are few, and have no index. */
    @Test
    void figuresShouldBeReadFromTheLogByIndexes() throws SQLException {
        Query readOn = new Query("figures", 9, uow -> uow.statistics().readOn(100));
        List<String> statements = statements(full, readOn).stream()
                .filter(sql -> !sql.contains("figure_change"))
                .toList();
        for (Store store : List.of(full, empty)) {
            List<String> plans = store.plans(statements);
            assertIndexesOnly(plans);
            assertThat(String.join("\n", plans))
                    .contains("log_reader_pk", "event_pk", "room_figure_pk", "active_account_pk");
        }
    }

    /** The first step finds none among the next entries; then the term has to be rare, or the list is read on. */
    @Test
    void searchesForRareNamesShouldUseTheIndexesOfGrams() throws SQLException {
        Query accounts = query(
                "accounts with a rare name for administrators",
                9,
                s -> s.adminQueries()
                        .accounts(new AccountFilter(SearchTerm.of("2999"), null, false), PageRequest.FIRST, NOW));
        Query rooms = query(
                "rooms with a rare name for administrators",
                9,
                s -> s.adminQueries().rooms(new RoomFilter(NameSearch.ofRooms("123"), null), new PageRequest(1, null)));
        Query directory = query(
                "search of the directory by a rare term",
                9,
                s -> s.roomQueries().directory(ALICE, "123", new PageRequest(1, null), NOW));
        List<String> byGrams = Stream.of(accounts, rooms, directory)
                .flatMap(search -> statements(full, search).stream())
                .filter(sql -> sql.contains("grams"))
                .toList();
        assertThat(byGrams).hasSize(3);
        for (Store store : List.of(full, empty)) {
            List<String> plans = store.plans(byGrams, "set local enable_bitmapscan = on");
            assertThat(plans)
                    .allSatisfy(plan ->
                            assertThat(plan).doesNotContain("Seq Scan", "Hash Join", "Merge Join", "Disabled: true"));
            assertThat(plans.get(0)).contains("Bitmap Index Scan on account_search_grams_idx", "account_pk");
            assertThat(plans.get(1)).contains("Bitmap Index Scan on room_name_grams_idx", "room_figure_pk");
            assertThat(plans.get(2)).contains("Bitmap Index Scan on room_name_grams_idx", "ban_pk");
        }
    }

    /** Includes last messages with reactions, unread counts, mentions and peers, however many rooms are direct. */
    @Test
    void listOfTwoThousandRoomsShouldTakeFourStatementsPerPage() {
        PageRequest page = new PageRequest(PageRequest.MAX_LIMIT, null);
        Set<RoomId> listed = new HashSet<>();
        int peers = 0;
        while (page != null) {
            PageRequest current = page;
            full.recorder.take();
            Page<RoomView> part = full.transactions().read(s -> s.roomQueries().ofViewer(ALICE, current));
            assertThat(full.recorder.take())
                    .filteredOn(sql -> !sql.equals(SessionSettings.READING_TRANSACTION))
                    .hasSizeLessThanOrEqualTo(4);
            for (RoomView view : part.items()) {
                assertThat(view.me()).isNotNull();
                listed.add(view.room().id());
                peers += view.peer() == null ? 0 : 1;
            }
            page = part.next() == null ? null : new PageRequest(PageRequest.MAX_LIMIT, part.next());
        }
        // Another test may have removed the viewer from some of its rooms.
        assertThat(listed).hasSizeBetween(1998, 2000);
        assertThat(peers).isEqualTo(1000);
    }

    /** Finds words, rooms and log buckets by one bitmap scan, and the rest by keys. */
    @Test
    void searchOfMessagesShouldUseTheIndexOfWords() throws SQLException {
        SearchScope scope = new SearchScope(
                new AccountId(id("account", 2)), null, ALICE, Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"));
        Query search = query(
                "search of messages",
                99,
                s -> s.search().find(SearchQuery.of("number 17*"), scope, new Position(50_000), 50, NOW));
        // The second viewer may read so few rooms that the index looks for them too.
        Query inFewRooms = query(
                "search of messages in few rooms",
                99,
                s -> s.search()
                        .find(
                                SearchQuery.of("number 17*"),
                                new SearchScope(new AccountId(id("account", 3002)), null, null, null, null),
                                new Position(50_000),
                                50,
                                NOW));
        List<String> statements = statements(full, search);
        List<String> withRooms = statements(full, inFewRooms).stream()
                .filter(sql -> sql.matches("(?s).*tsv @@.*tsv @@.*"))
                .toList();
        assertThat(withRooms).isNotEmpty();
        List<String> byWords =
                statements.stream().filter(sql -> sql.contains("tsv @@")).toList();
        List<String> byKeys = statements.stream()
                .filter(sql -> !sql.contains("tsv @@") && !sql.contains("bitmapscan"))
                .toList();
        assertThat(byWords).hasSizeBetween(1, 6);
        assertThat(byKeys).hasSize(4);
        for (Store store : List.of(full, empty)) {
            assertThat(store.plans(
                            Stream.concat(byWords.stream(), withRooms.stream()).toList(),
                            "set local enable_bitmapscan = on"))
                    .allSatisfy(plan -> assertThat(plan)
                            .contains(
                                    "Bitmap Index Scan on message_search_tsv_idx",
                                    "message_pk",
                                    "room_pk",
                                    "membership_pk",
                                    "ban_pk")
                            .doesNotContain("Seq Scan", "Hash Join", "Merge Join", "Disabled: true"));
            List<String> plans = store.plans(byKeys);
            assertIndexesOnly(plans);
            assertThat(String.join("\n", plans))
                    .contains("membership_pk", "room_public_name_key", "message_search_created_idx", "log_reader_pk");
        }
    }

    private static List<String> statements(Store store, Query query) {
        store.recorder.take();
        store.transactions().write(uow -> {
            query.run().accept(uow);
            return null;
        });
        return store.recorder.take().stream()
                .filter(sql -> !sql.equals(SessionSettings.WRITING_TRANSACTION))
                .toList();
    }

    private static void assertIndexesOnly(List<String> plans) {
        assertThat(plans)
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .doesNotContain(
                                "Seq Scan", "Bitmap", "Hash Join", "Merge Join", "Join Filter", "Disabled: true"));
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        for (char c : sql.toCharArray()) {
            if (c == '?') {
                numbered.append('$').append(++parameter);
            } else {
                numbered.append(c);
            }
        }
        StringBuilder plan = new StringBuilder(sql).append('\n');
        try (ResultSet rows = statement.executeQuery("explain (generic_plan) " + numbered)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    @BeforeAll
    void isFilled() {
        assertThat(full.transactions()
                        .<Integer>read(s -> s.roomQueries()
                                .ofViewer(ALICE, PageRequest.FIRST)
                                .items()
                                .size()))
                .isEqualTo(PageRequest.DEFAULT_LIMIT);
    }

    @AfterAll
    void close() {
        full.close();
        empty.close();
    }
}
