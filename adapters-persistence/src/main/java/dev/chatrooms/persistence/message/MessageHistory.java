package dev.chatrooms.persistence.message;

import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of the messages of a room, by seq. */
final class MessageHistory {
    private final Sql sql;

    MessageHistory(Sql sql) {
        this.sql = sql;
    }

    /** A row of a page: a message, or null on an empty page, with the last seq of the room. */
    private record HistoryRow(long lastSeq, @Nullable MessageView message) {}

    /**
     * One statement, so that the page and the last seq are consistent without a transaction. The range has no more
     * messages than the limit. The limit makes PostgreSQL look for the range with the index; in a plain join it may
     * read the whole room and filter, if the table was never analysed.
     */
    Optional<HistoryPage> page(RoomId room, AccountId viewer, HistoryRequest request, Instant now) {
        Span span = Span.of(request);
        List<HistoryRow> rows = sql.list(
                "select room.last_seq, " + MessageRows.COLUMNS + MessageRows.REACTIONS + """
                from room
                """ + RoomAccess.JOINS + """
                  left join lateral (select *
                                     from message
                                     where message.room_id = room.id
                                       and message.seq >= least(:seq, room.last_seq + 1) + :from
                                       and message.seq < least(:seq, room.last_seq + 1) + :to
                                     limit :limit) as message on true
                """
                        + MessageRows.JOINS + "where room.id = :room and " + RoomAccess.IS_READABLE
                        + "order by message.seq",
                s -> s.bind("room", room.value())
                        .bind("viewer", viewer.value())
                        .bind("now", now)
                        .bind("seq", span.seq())
                        .bind("from", span.from())
                        .bind("to", span.to())
                        .bind("limit", request.limit()),
                (row, context) -> new HistoryRow(
                        row.getLong("last_seq"),
                        row.getObject("message_id") == null ? null : MessageRows.viewWithReactions(row, context)));
        return rows.isEmpty() ? Optional.empty() : Optional.of(page(rows, span));
    }

    private static HistoryPage page(List<HistoryRow> rows, Span span) {
        long last = rows.get(0).lastSeq();
        List<MessageView> messages =
                rows.stream().flatMap(one -> Stream.ofNullable(one.message())).toList();
        return new HistoryPage(messages, span.hasBefore(last), span.hasAfter(last), last);
    }

    /**
     * The range of a page: {@code at + from <= seq < at + to}, where {@code at} is {@code seq} or the one after the
     * room's last, whichever is less. Seqs have no gaps, so arithmetic is enough.
     */
    private record Span(long seq, long from, long to) {
        static Span of(HistoryRequest request) {
            long limit = request.limit();
            long seq = request.seq();
            return switch (request.anchor()) {
                case NEWEST -> new Span(Long.MAX_VALUE, -limit, 0);
                case BEFORE -> new Span(seq, -limit, 0);
                case AFTER -> new Span(seq, 1, 1 + limit);
                case AROUND -> new Span(seq, -(limit / 2), limit - limit / 2);
            };
        }

        private long at(long last) {
            return Math.min(seq, last + 1);
        }

        /** Returns whether there are messages before the page. */
        boolean hasBefore(long last) {
            return last > 0 && at(last) + from > 1;
        }

        /** Returns whether there are messages after the page. */
        boolean hasAfter(long last) {
            return Math.max(at(last) + to, 1) <= last;
        }
    }
}
