package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A host posts messages together with its own changes, through a table of its own. The documentation quotes this. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostOutboxTest {
    private static final String TABLES = """
            create table orders (id uuid primary key);
            create table outgoing_message (
                id uuid primary key,
                sender uuid not null,
                room uuid not null,
                text text not null,
                refusal text
            )""";

    @TempDir
    private static Path folder;

    private EmbeddedDatabase database;
    private HikariDataSource pool;
    private final Chat chat = Chat.inMemory();
    private AccountId clerk;
    private RoomId room;

    @BeforeAll
    void start() throws SQLException {
        database = EmbeddedDatabase.start(DataFolders.used(folder));
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password().reveal());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
        clerk = chat.accounts()
                .register(Registration.of("clerk", "correct horse"))
                .join()
                .id();
        NewRoom orders = new NewRoom(RoomKind.PUBLIC, "Orders", null, List.of());
        room = chat.rooms().create(Caller.of(clerk), orders).join().room().id();
    }

    @AfterAll
    void stop() {
        chat.close();
        pool.close();
        database.close();
    }

    private void place(UUID order, RoomId to, boolean commit) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            // tag::place[]
            try (PreparedStatement insert = connection.prepareStatement("insert into orders (id) values (?)")) {
                insert.setObject(1, order);
                insert.execute();
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into outgoing_message (id, sender, room, text) values (?, ?, ?, ?)")) {
                insert.setObject(1, order);
                insert.setObject(2, clerk.value());
                insert.setObject(3, to.value());
                insert.setString(4, "New order " + order);
                insert.execute();
            }
            // end::place[]
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    // tag::deliver[]
    /** Posts the waiting messages. Runs after a commit and every few seconds, on any number of nodes. */
    void deliver() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select id, sender, room, text from outgoing_message
                        where refusal is null order by id limit 100
                        """)) {
            while (row.next()) {
                UUID id = row.getObject("id", UUID.class);
                Caller sender = Caller.of(new AccountId(row.getObject("sender", UUID.class)));
                RoomId to = new RoomId(row.getObject("room", UUID.class));
                try {
                    // A second send with the same clientId returns the first message.
                    chat.messages()
                            .send(sender, new Send(to, row.getString("text"), id.toString()))
                            .join();
                    update(connection, "delete from outgoing_message where id = ?", id);
                } catch (CompletionException e) {
                    if (e.getCause() instanceof ChatException refused && refused.code() != RefusalCode.UNAVAILABLE) {
                        // Will not be tried again. The host shows it to an operator.
                        update(connection, "update outgoing_message set refusal = 'refused' where id = ?", id);
                    }
                }
            }
        }
    }
    // end::deliver[]

    private static void update(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.execute();
        }
    }

    private List<String> posted() {
        return chat.messages().history(Caller.of(clerk), room, HistoryRequest.newest(50)).items().stream()
                .map(view -> String.valueOf(view.message().text()))
                .toList();
    }

    private List<String> waiting(String condition) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from outgoing_message where " + condition)) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    @Test
    void messageShouldBePostedOnceIfTheTransactionOfTheHostCommits() throws SQLException {
        UUID committed = UUID.randomUUID();
        UUID rolledBack = UUID.randomUUID();
        place(committed, room, true);
        place(rolledBack, room, false);
        // The host fails after the send and before it removes the row.
        Send send = new Send(room, "New order " + committed, committed.toString());
        chat.messages().send(Caller.of(clerk), send).join();

        Together.run(3, () -> {
            deliver();
            return true;
        });
        deliver();

        assertThat(posted()).containsOnlyOnce("New order " + committed).doesNotContain("New order " + rolledBack);
        assertThat(waiting("refusal is null")).isEmpty();
    }

    @Test
    void refusedMessageShouldStayVisibleAndNotBlockOthers() throws SQLException {
        UUID refused = new UUID(0, 1);
        UUID accepted = UUID.randomUUID();
        place(refused, new RoomId(UUID.randomUUID()), true);
        place(accepted, room, true);

        deliver();

        assertThat(waiting("refusal is not null")).containsExactly(refused.toString());
        assertThat(posted()).contains("New order " + accepted);
    }
}
