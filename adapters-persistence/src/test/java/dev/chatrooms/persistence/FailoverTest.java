package dev.chatrooms.persistence;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is replaced while a node runs. */
class FailoverTest {
    private static final String PROMOTE = "update log_head set timeline = timeline - 1";

    /** Takes back the commits after {@code :position}, as on a standby that did not receive them. */
    private static final String LOSE_COMMITS = """
            set session_replication_role = replica;
            delete from event where position > :position;
            delete from message where position > :position;
            update room set last_seq = (select coalesce(max(message.seq), 0) from message where room_id = room.id);
            update log_head set position = :position;
            """;

    @TempDir
    Path folder;

    @Test
    void streamsShouldCompleteAndClientsBeResetWhenTheLogHasLostCommits() throws IOException, SQLException {
        try (EmbeddedPostgres server = start(0);
                PostgresPool pool = pool(server)) {
            Schema.migrate(pool.unpooled());
            try (PostgresPorts ports = PostgresPorts.of(pool);
                    Chat chat = chatOn(ports.storage())) {
                Caller alice = person(chat, "alice");
                RoomId tea = publicRoom(chat, alice, "Tea");
                Recorder stream = live(chat, alice);
                Cursor kept = say(chat, alice, tea, "kept").cursor();
                Cursor lost = say(chat, alice, tea, "lost").cursor();
                say(chat, alice, tea, "lost too");
                stream.awaitEvents(3);

                execute(
                        server,
                        LOSE_COMMITS.replace(":position", kept.position().toString()));

                stream.awaitCompletion();
                Recorder resumed =
                        Recorder.eager().on(chat.events().events(alice, StreamRequest.after(lost.toString())));
                assertThat(resumed.welcome().resume()).isEqualTo(Resume.RESET);
                assertThat(resumed.welcome().cursor().position()).isEqualTo(kept.position());
                say(chat, alice, tea, "after the failover");
                resumed.awaitEvents(1);
                assertThat(resumed.said()).containsExactly("after the failover");
            }
        }
    }

    @Test
    void streamsShouldCompleteWhenAPromotedServerAnswers() throws IOException, SQLException {
        EmbeddedPostgres server = start(0);
        try (PostgresPool pool = pool(server)) {
            Schema.migrate(pool.unpooled());
            try (PostgresPorts ports = PostgresPorts.of(pool);
                    Chat chat = chatOn(ports.storage())) {
                Caller alice = person(chat, "alice");
                RoomId tea = publicRoom(chat, alice, "Tea");
                Recorder stream = live(chat, alice);
                Cursor last = say(chat, alice, tea, "before").cursor();
                stream.awaitEvents(1);
                // The epoch is of an earlier timeline than that of the server to come.
                execute(server, PROMOTE);

                server = restart(server);

                stream.awaitCompletion();
                Recorder resumed =
                        Recorder.eager().on(chat.events().events(alice, StreamRequest.after(last.toString())));
                assertThat(resumed.welcome().resume()).isEqualTo(Resume.RESET);
            }
        } finally {
            server.close();
        }
    }

    @Test
    void streamsShouldContinueWhenTheSameServerRestarts() throws IOException {
        EmbeddedPostgres server = start(0);
        try (PostgresPool pool = pool(server)) {
            Schema.migrate(pool.unpooled());
            try (PostgresPorts ports = PostgresPorts.of(pool);
                    Chat chat = chatOn(ports.storage())) {
                Caller alice = person(chat, "alice");
                RoomId tea = publicRoom(chat, alice, "Tea");
                Recorder stream = live(chat, alice);
                Cursor before = say(chat, alice, tea, "before").cursor();

                server = restart(server);

                Eventually.await("a send", () -> sends(chat, alice, tea));
                stream.awaitEvents(2);
                assertThat(stream.events())
                        .extracting(event -> event.cursor().epoch())
                        .containsOnly(before.epoch());
            }
        } finally {
            server.close();
        }
    }

    private static boolean sends(Chat chat, Caller sender, RoomId room) {
        try {
            say(chat, sender, room, "after");
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static Recorder live(Chat chat, Caller caller) {
        return Recorder.eager()
                .on(chat.events().events(caller, StreamRequest.FROM_NOW))
                .awaitLive();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private EmbeddedPostgres restart(EmbeddedPostgres server) throws IOException {
        server.close();
        return start(server.getPort());
    }

    private static PostgresPool pool(EmbeddedPostgres server) {
        return PostgresPool.open(new PostgresPool.Settings(server.getJdbcUrl("postgres", "postgres"), null, null, 6));
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
