package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A new epoch begins when the log is on another server than that on which its epoch began. */
class LogEpochTest {
    private final TestServer server = TestServer.shared();
    private final String database = server.migratedDatabase();

    private String start() {
        return start(server.plain(database));
    }

    /** Starts a node and returns its epoch. */
    private static String start(DataSource source) {
        try (PostgresPorts ports = PostgresPorts.of(source)) {
            Cursor head =
                    ports.storage().transactions().read(stores -> stores.log().head());
            assertThat(ports.storage().transactions().write(uow -> "nothing").epoch())
                    .isEqualTo(head.epoch());
            return head.epoch().value();
        }
    }

    @Test
    void epochShouldStayOnTheSameServer() {
        String initial = server.column(database, "select epoch from log_head").get(0);

        assertThat(start()).isEqualTo(initial);
        assertThat(start()).isEqualTo(initial);
        assertThat(server.column(
                        database,
                        "select count(*) from log_head, pg_control_system() s"
                                + " where s.system_identifier = log_head.system_identifier and timeline = 1"))
                .containsExactly("1");
    }

    @Test
    void epochShouldBeNewOnAnotherServer() {
        String before = start();
        server.execute(database, "update log_head set system_identifier = system_identifier + 1, position = 7");

        String after = start();

        assertThat(after).isNotEqualTo(before).matches("[0-9a-z]{1,16}");
        assertThat(start()).isEqualTo(after);
        assertThat(server.column(database, "select position from log_head")).containsExactly("7");
    }

    @Test
    void epochShouldBeNewOnAnotherTimeline() {
        String before = start();
        server.execute(database, "update log_head set timeline = timeline + 1");

        assertThat(start()).isNotEqualTo(before);
    }

    @Test
    void concurrentStartsShouldAgreeOnTheNewEpoch() {
        String before = start();
        server.execute(database, "update log_head set timeline = timeline + 1");

        List<Together.Outcome<String>> epochs = Together.run(4, () -> start());

        assertThat(epochs)
                .extracting(Together.Outcome::value)
                .doesNotContain(before)
                .containsOnly(epochs.get(0).value());
    }

    @Test
    void epochShouldStayWhenTheServerDeniesItsIdentity() {
        String initial = start();
        server.execute(database, """
                revoke execute on function pg_control_system() from public;
                drop role if exists limited;
                create role limited login;
                grant select, insert, update, delete on all tables in schema public to limited
                """);
        PGSimpleDataSource limited = new PGSimpleDataSource();
        limited.setUrl(server.url(database));
        limited.setUser("limited");

        assertThat(start(limited)).isEqualTo(initial);
        server.execute(database, "update log_head set timeline = timeline + 1");
        assertThat(start(limited)).isEqualTo(initial);
    }
}
