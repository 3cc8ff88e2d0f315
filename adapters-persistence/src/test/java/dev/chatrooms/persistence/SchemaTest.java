package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Epoch;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaTest {
    private static final String ALL_COLUMNS = """
            select concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable, column_default)
            from information_schema.columns
            where table_schema = 'public' and table_name <> 'chatrooms_schema_history'
            order by table_name, ordinal_position
            """;
    private static final String ALL_INDEXES = """
            select indexdef from pg_indexes
            where schemaname = 'public' and tablename <> 'chatrooms_schema_history'
            order by indexname
            """;

    private final TestServer server = TestServer.shared();
    private final String database = server.emptyDatabase();

    @Test
    void migrateShouldCreateTheTablesOnce() {
        assertThat(Schema.migrate(server.plain(database))).isEqualTo(migrations());
        server.execute(database, "update log_head set position = 7");

        assertThat(Schema.migrate(server.plain(database))).isZero();
        assertThat(server.column(database, "select position from log_head")).containsExactly("7");
    }

    @RepeatedTest(3)
    void migrateShouldCreateTheTablesOnceWhenNodesStartConcurrently() {
        List<Together.Outcome<Integer>> outcomes = Together.run(3, () -> Schema.migrate(server.plain(database)));

        assertThat(outcomes).extracting(Together.Outcome::failure).containsOnlyNulls();
        assertThat(outcomes).extracting(Together.Outcome::value).containsExactlyInAnyOrder(migrations(), 0, 0);
    }

    @Test
    void migrateShouldLeaveTheTablesOfAHostAlone() {
        server.execute(database, "create table flyway_schema_history (mine integer); create table orders (id integer)");

        assertThat(Schema.migrate(server.plain(database))).isEqualTo(migrations());
        assertThat(Schema.migrate(server.plain(database))).isZero();
        assertThat(server.column(database, "select count(*) from flyway_schema_history"))
                .containsExactly("0");
    }

    @Test
    void infoShouldListDoneAndPendingMigrations() {
        assertThat(Schema.info(server.plain(database)))
                .extracting(Schema.Migration::state)
                .containsOnly("Pending")
                .hasSize(migrations());

        server.execute(database, "create table orders (id integer)");
        Schema.migrate(server.plain(database));

        assertThat(Schema.info(server.plain(database)))
                .hasSize(migrations())
                .startsWith(new Schema.Migration("1", "accounts rooms messages and the log", "Success"))
                .extracting(Schema.Migration::state)
                .containsOnly("Success");
    }

    /** Counts the migrations in the printed script. */
    private static int migrations() {
        return (int) Schema.print()
                .lines()
                .filter(line -> line.matches("-- V\\d+__.*"))
                .count();
    }

    @Test
    void printShouldCreateTheSameTablesAsMigrate() {
        server.execute(database, Schema.print());

        String migrated = server.migratedDatabase();
        assertThat(server.column(database, ALL_COLUMNS)).isNotEmpty().isEqualTo(server.column(migrated, ALL_COLUMNS));
        assertThat(server.column(database, ALL_INDEXES)).isEqualTo(server.column(migrated, ALL_INDEXES));
        assertThat(Schema.print().lines().filter(line -> line.matches("-- V\\d+__.*")))
                .as("number of migrations")
                .hasSameSizeAs(Schema.info(server.plain(migrated)));
    }

    @Test
    void portsShouldWorkOnTablesCreatedByTheHost() {
        server.execute(database, Schema.print());
        var pool = server.hostPool(database);
        try (PostgresPorts ports = PostgresPorts.of(pool)) {
            assertThat(ports.storage()
                            .transactions()
                            .<Boolean>read(stores -> stores.accounts().anyAdmin()))
                    .isFalse();
        } finally {
            pool.close();
        }
    }

    @Test
    void migrateShouldMakeOldAccountsSearchable() {
        Schema.migrate(server.plain(database));
        // The state in which the migration leaves accounts older than the search.
        server.execute(database, """
                insert into account (id, username, display_name, role, email_verified, disabled, password_hash,
                                     created_at, updated_at)
                select md5('old' || n)::uuid, 'old' || n, 'Žofie ' || n, 'user', false, false, 'h', now(), now()
                from generate_series(1, 1234) n;
                insert into account_search (account_id, username, name_folded, names, grams)
                select id, username, username, null, '{}' from account
                """);

        Schema.migrate(server.plain(database));

        assertThat(server.column(database, "select count(*) from account_search where names is null"))
                .containsExactly("0");
        assertThat(server.column(
                        database,
                        "select name_folded from account_search where grams @> array['zof'] and username = 'old7'"))
                .containsExactly("zofie 7");
    }

    @Test
    void portsShouldNameTheMissingMigrationWithoutTables() {
        assertThatThrownBy(() -> PostgresPorts.of(server.plain(database)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database has no tables of the chat: call Schema.migrate(dataSource) first.");
        assertThatThrownBy(() -> PostgresPorts.of(server.plain(database), "chat"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The schema \"chat\" has no tables of the chat:"
                        + " call Schema.migrate(dataSource, \"chat\") first.");
    }

    @Test
    void newEpochShouldReplaceThePreviousOne() {
        String migrated = server.migratedDatabase();
        String before = server.column(migrated, "select epoch from log_head").get(0);

        Epoch epoch = Schema.newEpoch(server.plain(migrated));

        assertThat(epoch.value()).isNotEqualTo(before);
        assertThat(server.column(migrated, "select epoch from log_head")).containsExactly(epoch.value());
    }

    @Test
    void migrateShouldBeUnavailableWhenThereIsNoServer() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");

        assertThatThrownBy(() -> Schema.migrate(nowhere)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> Schema.info(nowhere)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> Schema.newEpoch(nowhere)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> PostgresPorts.of(nowhere)).isInstanceOf(StoreUnavailable.class);
    }
}
