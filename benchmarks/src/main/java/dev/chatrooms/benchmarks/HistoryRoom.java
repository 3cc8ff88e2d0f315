package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A room with a long history, and the time it takes to read pages of it. */
final class HistoryRoom {
    private static final int PAGE = 50;
    private static final String ROWS = """
            select message.*, sender.username, sender.display_name
            from message
              join account sender on sender.id = message.sender_id
            where message.room_id = ? and message.seq >= ? and message.seq < ?
            order by message.seq
            """;

    private final ServerProcess server;
    private final Database database;
    private final TestData.User member;
    private final RoomId room;

    HistoryRoom(ServerProcess server, TestData.User member, RoomId room) {
        this.server = server;
        this.database = server.database();
        this.member = member;
        this.room = room;
    }

    /** Inserts messages directly into the database, bypassing the server and the log. */
    void fill(int messages) {
        String id = "'" + room + "'";
        database.execute(
                "insert into message (id, room_id, seq, sender_id, position, created_at, text)"
                        + " select gen_random_uuid(), " + id + ", n, '"
                        + member.caller().accountId() + "', 0,"
                        + " now() - (" + messages + " - n) * interval '1 minute',"
                        + " 'message ' || n || ' of a long history, with some more words to it as people write them'"
                        + " from generate_series(1, " + messages + ") as n",
                "update room set last_seq = " + messages + " where id = " + id,
                "vacuum analyze message");
    }

    /**
     * Requests a page over HTTP the given number of times.
     *
     * @param query additional query parameters, such as {@code &before=51}
     */
    Samples pages(int times, String query) {
        Samples samples = new Samples();
        String path = "/rooms/" + room + "/messages?limit=" + PAGE + query;
        try (KeepAliveConnection connection = new KeepAliveConnection(server.port())) {
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                byte[] page = connection.get(path, member.token());
                samples.add(System.nanoTime() - begin);
                if (page.length < PAGE * 100) {
                    throw new IllegalStateException(new String(page, java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        return samples;
    }

    /** Reads the same rows with plain JDBC the given number of times, as the baseline. */
    Samples rows(int times, long first) {
        Samples samples = new Samples();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(ROWS)) {
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                query.setObject(1, room.value());
                query.setLong(2, first);
                query.setLong(3, first + PAGE);
                int count = 0;
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        count++;
                    }
                }
                samples.add(System.nanoTime() - begin);
                if (count != PAGE) {
                    throw new IllegalStateException(count + " rows");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return samples;
    }
}
