package dev.chatrooms.persistence;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The statements that read where the log begins and ends, which every resume and every long poll needs. */
class ResumeStatementsTest extends OnPostgres {
    private final HikariDataSource pool = server.hostPool(database);
    private final StatementRecorder recorder = new StatementRecorder(pool);
    private final PostgresPorts ports = PostgresPorts.of(recorder.source());
    private final Chat chat = Fixture.chatOn(ports.storage());

    @AfterAll
    void closeAll() {
        chat.close();
        ports.close();
        pool.close();
    }

    /** Returns the statements on the extent of the log: the threads of the node have others at any time. */
    private List<String> onTheLog() {
        return recorder.take().stream()
                .filter(statement -> statement.startsWith("select epoch, position") || statement.contains("log_reader"))
                .filter(statement -> !statement.contains("pg_postmaster_start_time"))
                .filter(statement -> statement.startsWith("select"))
                .toList();
    }

    @Test
    void resumeShouldReadTheExtentOfTheLogInOneStatement() {
        Caller alice = person(chat, "alice");
        String cursor = say(chat, alice, publicRoom(chat, alice, "Tea"), "hello")
                .cursor()
                .toString();
        Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW)).awaitLive();
        recorder.take();

        Recorder resumed = Recorder.eager().on(chat.events().events(alice, StreamRequest.after(cursor)));

        assertThat(resumed.welcome().resume()).isEqualTo(Resume.RESUMED);
        assertThat(onTheLog())
                .filteredOn(statement -> statement.contains("retention")
                        || statement.startsWith("select position from log_reader")
                        || statement.startsWith("select epoch, position"))
                .hasSize(1);
    }
}
