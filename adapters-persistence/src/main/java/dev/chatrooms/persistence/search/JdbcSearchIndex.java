package dev.chatrooms.persistence.search;

import dev.chatrooms.application.search.IndexShares;
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
 * {@link SearchIndex} in the table {@code message_search}, with cursors in {@code log_reader}.
 *
 * <p>An advisory lock lets one transaction at a time advance the index. It ends with the transaction, so it needs no
 * session of its own, and the lock of a node that dies goes with its connection. Under the lock each statement sees
 * everything committed before it, so older data never replaces what a later transaction has written.
 */
public final class JdbcSearchIndex implements SearchIndex {
    private static final String LIVE = "message_search";
    private static final String REBUILD = "message_search.rebuild";
    private static final String DEFERRED = "message_search.deferred";
    /**
     * One half of the lock's key, an arbitrary number. The other half is the table, which distinguishes several chats
     * in one database.
     */
    private static final int ADVANCE_LOCK = 1;

    private final Sql sql;

    public JdbcSearchIndex(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Progress progress() {
        Map<String, Long> cursors = cursors();
        Long rebuilt = cursors.get(REBUILD);
        return new Progress(
                new Position(cursors.getOrDefault(LIVE, 0L)),
                rebuilt == null ? null : new Position(rebuilt),
                cursors.getOrDefault(DEFERRED, 0L));
    }

    private long position(String reader) {
        return sql.one(
                        "select position from log_reader where name = :name",
                        s -> s.bind("name", reader),
                        (row, context) -> row.getLong("position"))
                .orElse(0L);
    }

    private Map<String, Long> cursors() {
        return sql
                .list(
                        """
                        select name, position from log_reader where name in (:live, :rebuild)
                        union all
                        select :deferred, count(*)
                        from (select 1 from message_search_deferred limit :limit) as deferred
                        """,
                        s -> s.bind("live", LIVE)
                                .bind("rebuild", REBUILD)
                                .bind("deferred", DEFERRED)
                                .bind("limit", Progress.MAX_DEFERRED),
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
        long live = rows.index(from, Math.min(head, from + entries), IndexShares.ofNew());
        if (live > from) {
            moveTo(LIVE, live);
        }
        boolean deferring = rows.indexDeferred(IndexShares.ofDeferred());
        boolean rebuilding = progress.rebuilt() != null
                && continueRebuild(rows, progress.rebuilt().value(), live, entries);
        return live < head || deferring || rebuilding;
    }

    /** @return whether there is more to do */
    private boolean continueRebuild(MessageSearchRows rows, long from, long live, int entries) {
        long rebuilt = rows.index(from, Math.min(live, from + entries), IndexShares.ofRebuild());
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
        // Otherwise a transaction that is advancing would overwrite the cursor.
        lock("pg_advisory_xact_lock");
        moveTo(REBUILD, 0);
    }

    private boolean lock(String function) {
        return sql.single(
                "select cast(" + function
                        + "(cast(cast('log_reader' as regclass) as integer), :number) as text) as answer",
                s -> s.bind("number", ADVANCE_LOCK),
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
        long end = Math.min(before.value(), position(LIVE) + 1);
        return new MessageFinder(sql, scope, now).find(query, end, limit);
    }
}
