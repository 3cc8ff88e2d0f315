package dev.chatrooms.persistence.search;

import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.persistence.sql.Columns;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link SearchIndex} in {@code message_search}, its cursors in {@code log_reader}.
 *
 * <p>That one transaction at a time reads on is seen to by an advisory lock that ends with the transaction: no session
 * has to be kept for it, and with the connection of a node that dies its lock is gone too. Under the lock each
 * statement sees all that was committed before it, so nothing older can replace what a later reader has written.
 */
public record JdbcSearchIndex(Sql sql) implements SearchIndex {
    private static final String LIVE = "message_search";
    private static final String REBUILD = "message_search.rebuild";
    /**
     * Any number; the other half of the lock's name is the table itself, which tells several chats in one database
     * apart.
     */
    private static final int READING_ON = 1;

    @Override
    public Progress progress() {
        Map<String, Long> cursors = cursors();
        Long rebuilt = cursors.get(REBUILD);
        return new Progress(
                new Position(cursors.getOrDefault(LIVE, 0L)), rebuilt == null ? null : new Position(rebuilt));
    }

    private Map<String, Long> cursors() {
        return sql
                .list(
                        "select name, position from log_reader where name in (:live, :rebuild)",
                        s -> s.bind("live", LIVE).bind("rebuild", REBUILD),
                        (row, context) -> Map.entry(Columns.text(row, "name"), row.getLong("position")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public boolean readOn(int entries) {
        sql.requireWritable();
        if (!lock("pg_try_advisory_xact_lock")) {
            return false;
        }
        Progress progress = progress();
        long head = sql.single(
                "select position from log_head where id = 1", s -> {}, (row, context) -> row.getLong("position"));
        MessageSearchRows rows = new MessageSearchRows(sql);
        long from = progress.position().value();
        long live = rows.index(from, Math.min(head, from + entries));
        if (live > from) {
            moveTo(LIVE, live);
        }
        boolean isRebuilding =
                progress.rebuilt() != null && rebuildOn(rows, progress.rebuilt().value(), live, entries);
        return live < head || isRebuilding;
    }

    /** @return whether there is more to do */
    private boolean rebuildOn(MessageSearchRows rows, long from, long live, int entries) {
        long rebuilt = rows.index(from, Math.min(live, from + entries));
        if (rebuilt < live) {
            moveTo(REBUILD, rebuilt);
            return true;
        }
        sql.update("delete from log_reader where name = :name", s -> s.bind("name", REBUILD));
        return false;
    }

    @Override
    public void rebuild() {
        sql.requireWritable();
        // Else a transaction that is reading on would put back how far it has come.
        lock("pg_advisory_xact_lock");
        moveTo(REBUILD, 0);
    }

    private boolean lock(String function) {
        return sql.single(
                "select cast(" + function
                        + "(cast(cast('log_reader' as regclass) as integer), :number) as text) as answer",
                s -> s.bind("number", READING_ON),
                (row, context) -> !"false".equals(row.getString("answer")));
    }

    private void moveTo(String reader, long position) {
        sql.update("""
                insert into log_reader (name, position)
                values (:name, :position)
                on conflict (name) do update set position = excluded.position
                """, s -> s.bind("name", reader).bind("position", position));
    }

    @Override
    public Candidates find(SearchQuery query, SearchScope scope, Position before, int limit, Instant now) {
        long end = Math.min(before.value(), progress().position().value() + 1);
        return new MessageFinder(sql, scope, now).find(query, end, limit);
    }
}
