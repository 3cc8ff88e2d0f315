package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.people.SearchText.Match;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.room.RoomKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lists of administrators on a million accounts, a hundred thousand rooms and a million audit entries. The cost of
 * a page is counted in the blocks that it reads: it is bounded with any filter, and does not grow with the depth.
 */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminListsAtScaleTest {
    /** The figures of the items take most of the blocks of a page. */
    private static final int BLOCKS_PER_ITEM = 40;

    /** The two steps of a search: some thousand entries are tested, and as many may be found by the index. */
    private static final int BLOCKS_OF_A_SEARCH = 15_000;

    private static final AccountId BUSY = new AccountId(id("account1"));

    private final TestServer server = TestServer.shared();
    private final String database = server.migratedDatabase();
    private final HikariDataSource pool = server.hostPool(database);
    private final BlockCounter counter = new BlockCounter(pool);
    private PostgresPorts ports;

    private static UUID id(String text) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(md5);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A list.
     *
     * @param items the items of the pages: of the first, and of those after the keys
     * @param blocks the most blocks of a page
     */
    private record List(
            String name, BiFunction<Stores, PageRequest, Page<?>> run, int blocks, PageKey[] keys, int... items) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List accounts(String search, AccountRole role, Boolean disabled, int blocks, int... items) {
        AccountFilter filter = new AccountFilter(search == null ? null : SearchTerm.of(search), role, disabled);
        return new List(
                "accounts " + filter,
                (stores, page) -> stores.adminQueries().accounts(filter, page, NOW),
                blocks,
                new PageKey[] {PageKey.of("anne0399990"), PageKey.of("user0700000"), PageKey.of("user0999990")},
                items);
    }

    private static List rooms(String search, RoomKind kind, int blocks, int... items) {
        RoomFilter filter = new RoomFilter(search == null ? null : NameSearch.ofRooms(search), kind);
        return new List(
                "rooms " + filter,
                (stores, page) -> stores.adminQueries().rooms(filter, page),
                blocks,
                new PageKey[] {PageKey.of(50_001, id("room50001")), PageKey.of(11, id("room11"))},
                items);
    }

    /** Everyone has this list. It is searched in the same way. */
    private static List directory(String search, int blocks, int... items) {
        return new List(
                "directory " + search,
                (stores, page) -> stores.roomQueries().directory(BUSY, search, page, NOW),
                blocks,
                new PageKey[] {PageKey.of("room 050000", id("room50000")), PageKey.of("room 100000", id("room100000"))},
                items);
    }

    private static List audit(String name, AuditFilter filter, int... items) {
        return new List(
                "audit " + name,
                (stores, page) -> stores.audit().list(filter, page),
                1000,
                new PageKey[] {PageKey.of(500_001), PageKey.of(11)},
                items);
    }

    private static Instant minute(int number) {
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(number));
    }

    static Stream<List> lists() {
        int page = 51 * BLOCKS_PER_ITEM;
        int search = page + BLOCKS_OF_A_SEARCH;
        UUID target = id("account1002");
        UUID busyRoom = id("room1");
        return Stream.of(
                accounts(null, null, null, page, 50, 50, 50, 10),
                accounts(null, AccountRole.USER, null, page, 50, 50, 50, 10),
                accounts(null, null, false, page, 50, 50, 50, 10),
                accounts(null, AccountRole.USER, false, page, 50, 50, 50, 10),
                accounts(null, null, true, page, 0, 0, 0, 0),
                accounts(null, AccountRole.USER, true, page, 0, 0, 0, 0),
                accounts(null, AccountRole.ADMIN, null, page, 2, 1, 0, 0),
                accounts(null, AccountRole.ADMIN, false, page, 2, 1, 0, 0),
                accounts("jo3", null, null, search, 50, 50, 50, 1),
                accounts("jo3", AccountRole.USER, false, search, 50, 50, 50, 1),
                accounts("smith", null, null, search, 50, 50, 50, 0),
                accounts("smith", AccountRole.USER, false, search, 50, 50, 50, 0),
                accounts("smith jo7", null, null, search, 0, 0, 0, 0),
                accounts("zephyrine", null, null, search, 1, 1, 0, 0),
                accounts("nosuchname", null, null, search, 0, 0, 0, 0),
                accounts("user", AccountRole.ADMIN, null, page, 1, 1, 0, 0),
                accounts("user", AccountRole.ADMIN, false, page, 1, 1, 0, 0),
                accounts("user", null, true, page, 0, 0, 0, 0),
                accounts("u700010@example.org", null, null, page, 1, 1, 1, 0),
                accounts("u700010@example.org", AccountRole.ADMIN, null, page, 0, 0, 0, 0),
                accounts("shared@example.org", null, null, page, 50, 50, 50, 1),
                rooms(null, null, page, 50, 50, 10),
                rooms(null, RoomKind.PUBLIC, page, 50, 50, 10),
                rooms(null, RoomKind.PRIVATE, page, 2, 1, 0),
                rooms(null, RoomKind.DIRECT, page, 0, 0, 0),
                rooms("room", null, search, 50, 50, 9),
                rooms("tavern", null, search, 50, 50, 1),
                rooms("quiet", null, search, 1, 1, 0),
                rooms("quiet", RoomKind.PUBLIC, search, 1, 1, 0),
                rooms("quiet", RoomKind.PRIVATE, page, 0, 0, 0),
                rooms("room", RoomKind.PRIVATE, page, 2, 1, 0),
                rooms("nosuchname", null, search, 0, 0, 0),
                directory("room", search, 50, 50, 0),
                directory("tavern", search, 50, 50, 50),
                directory("quiet", search, 1, 0, 0),
                directory("nosuchname", search, 0, 0, 0),
                audit("all", AuditFilter.ALL, 50, 50, 10),
                audit("actor", new AuditFilter(BUSY, null, null, null, null, null), 50, 50, 5),
                audit("target", new AuditFilter(null, target, null, null, null, null), 10, 5, 0),
                audit("busy target", new AuditFilter(null, busyRoom, null, null, null, null), 50, 50, 2),
                audit("action", new AuditFilter(null, null, null, AuditAction.ACCOUNT_DELETED, null, null), 2, 1, 0),
                audit(
                        "actor and action",
                        new AuditFilter(BUSY, null, null, AuditAction.ACCOUNT_DELETED, null, null),
                        0,
                        0,
                        0),
                audit(
                        "actor and frequent action",
                        new AuditFilter(BUSY, null, null, AuditAction.MEMBER_BANNED, null, null),
                        50,
                        50,
                        5),
                audit(
                        "target and action",
                        new AuditFilter(null, busyRoom, null, AuditAction.ACCOUNT_DELETED, null, null),
                        0,
                        0,
                        0),
                audit("actor and target", new AuditFilter(BUSY, target, null, null, null, null), 10, 5, 0),
                audit("new period", new AuditFilter(null, null, null, null, minute(999_981), null), 20, 0, 0),
                audit("old period", new AuditFilter(null, null, null, null, null, minute(31)), 30, 30, 10),
                audit(
                        "short period",
                        new AuditFilter(null, null, null, null, minute(300_000), minute(300_010)),
                        10,
                        10,
                        0),
                audit(
                        "actor in a short period",
                        new AuditFilter(BUSY, null, null, null, minute(300_000), minute(300_010)),
                        5,
                        5,
                        0),
                audit(
                        "action in a period",
                        new AuditFilter(null, null, null, AuditAction.ACCOUNT_DELETED, minute(300_000), null),
                        1,
                        0,
                        0),
                audit("period after all", new AuditFilter(null, null, null, null, minute(1_000_001), null), 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pageShouldReadFewBlocksAtAnyDepth(List list) {
        for (int i = 0; i < list.items().length; i++) {
            String cursor = i == 0 ? null : list.keys()[i - 1].encode();
            counter.take();
            Page<?> page = ports.storage()
                    .transactions()
                    .<Page<?>>read(stores -> list.run().apply(stores, new PageRequest(50, cursor)));
            long blocks = counter.take();
            assertThat(page.items()).as("items of page " + i).hasSize(list.items()[i]);
            assertThat(blocks).as("blocks of page " + i).isPositive().isLessThanOrEqualTo(list.blocks());
        }
    }

    /** The last accounts are tested, and no other can match. */
    @ParameterizedTest
    @CsvSource({"user0700000, 50", "user0999990, 10", "user1000000, 0"})
    void pageOfASearchOfPeopleShouldReadFewBlocksAlsoAtTheEnd(String after, int items) {
        PageRequest page = new PageRequest(
                PageRequest.DEFAULT_LIMIT, PageKey.of(Match.ANYWHERE, after).encode());
        counter.take();

        Page<Account> found =
                ports.storage().transactions().read(stores -> stores.accounts().search(SearchTerm.of("ser"), page));

        assertThat(found.items()).hasSize(items);
        assertThat(counter.take()).isPositive().isLessThanOrEqualTo(51L * BLOCKS_PER_ITEM);
    }

    /** The list is read until the first match, which is more than those that are tested first away. */
    @Test
    void commonTermShouldBeFoundFarAway() {
        PageRequest page = new PageRequest(
                PageRequest.DEFAULT_LIMIT, PageKey.of("anne0370000").encode());

        Page<AccountOverview> found = ports.storage()
                .transactions()
                .read(stores -> stores.adminQueries()
                        .accounts(new AccountFilter(SearchTerm.of("user"), null, null), page, NOW));

        assertThat(found.items())
                .hasSize(PageRequest.DEFAULT_LIMIT)
                .first()
                .extracting(overview -> overview.account().username().value())
                .isEqualTo("user0500000");
    }

    @BeforeAll
    void fill() throws IOException {
        try (InputStream in = AdminListsAtScaleTest.class.getResourceAsStream("million-accounts.sql")) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int vacuum = sql.lastIndexOf("vacuum");
            server.execute(database, sql.substring(0, vacuum));
            server.execute(database, sql.substring(vacuum));
        }
        ports = PostgresPorts.of(counter.source());
    }

    @AfterAll
    void close() {
        ports.close();
        pool.close();
        server.drop(database);
    }
}
