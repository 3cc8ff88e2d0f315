package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the statements that the ports send. All use indexes, on full tables as well as on tables never analysed,
 * and many rows take as many statements as one. The queries are listed by subject, such as in {@link RoomPlans}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansTest {
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

    static Stream<PlannedQuery> queries() {
        return Stream.of(
                        AdminPlans.queries(),
                        AccountPlans.queries(),
                        FilePlans.queries(),
                        RoomPlans.queries(),
                        MessagePlans.queries(),
                        LogPlans.queries())
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryShouldUseIndexesOnFullTables(PlannedQuery query) throws SQLException {
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
    void queryShouldUseIndexesOnTablesNeverAnalysed(PlannedQuery query) throws SQLException {
        List<String> plans = empty.plans(statements(full, query));

        assertIndexesOnly(plans);
        assertThat(String.join("\n", plans)).contains(query.indexes());
    }

    /** Uses a bitmap scan of the index of grams only. */
    @Test
    void searchForRareTermsShouldUseTheIndexOfGrams() throws SQLException {
        PlannedQuery search = query(
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
        PlannedQuery readOn =
                new PlannedQuery("figures", 9, uow -> uow.statistics().readOn(100));
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
        PlannedQuery accounts = query(
                "accounts with a rare name for administrators",
                9,
                s -> s.adminQueries()
                        .accounts(new AccountFilter(SearchTerm.of("2999"), null, false), PageRequest.FIRST, NOW));
        PlannedQuery rooms = query(
                "rooms with a rare name for administrators",
                9,
                s -> s.adminQueries().rooms(new RoomFilter(NameSearch.ofRooms("123"), null), new PageRequest(1, null)));
        PlannedQuery directory = query(
                "search of the directory by a rare term",
                9,
                s -> s.roomQueries().directory(ALICE, "123", new PageRequest(1, null), NOW));
        PlannedQuery members = query(
                "search of members by a rare term",
                9,
                s -> s.roomQueries()
                        .findMembers(RoomPlans.BIG_ROOM, ALICE, NameSearch.ofPeople("2999"), PageRequest.FIRST, NOW));
        List<String> byGrams = Stream.of(accounts, rooms, directory, members)
                .flatMap(search -> statements(full, search).stream())
                .filter(sql -> sql.contains("grams"))
                .toList();
        assertThat(byGrams).hasSize(4);
        for (Store store : List.of(full, empty)) {
            List<String> plans = store.plans(byGrams, "set local enable_bitmapscan = on");
            assertThat(plans)
                    .allSatisfy(plan ->
                            assertThat(plan).doesNotContain("Seq Scan", "Hash Join", "Merge Join", "Disabled: true"));
            assertThat(plans.get(0)).contains("Bitmap Index Scan on account_search_grams_idx", "account_pk");
            assertThat(plans.get(1)).contains("Bitmap Index Scan on room_name_grams_idx", "room_figure_pk");
            assertThat(plans.get(2)).contains("Bitmap Index Scan on room_name_grams_idx", "ban_pk");
            assertThat(plans.get(3)).contains("Bitmap Index Scan on account_search_grams_idx", "membership_pk");
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
        PlannedQuery search = query(
                "search of messages",
                99,
                s -> s.search().find(SearchQuery.of("number 17*"), scope, new Position(50_000), 50, NOW));
        // The second viewer may read so few rooms that the index looks for them too.
        PlannedQuery inFewRooms = query(
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

    private static List<String> statements(Store store, PlannedQuery query) {
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
