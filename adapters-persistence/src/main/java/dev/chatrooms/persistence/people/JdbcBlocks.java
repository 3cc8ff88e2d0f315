package dev.chatrooms.persistence.people;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.Blocks;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@link Blocks} in the table {@code block}. */
public final class JdbcBlocks extends JdbcPersonList implements Blocks {
    public JdbcBlocks(Sql sql) {
        super(sql, "block");
    }

    @Override
    public Map<AccountId, Blocking> between(AccountId me, Collection<AccountId> others) {
        Map<AccountId, Blocking> between = new HashMap<>();
        if (others.isEmpty()) {
            return between;
        }
        sql.list(
                """
                select account_id as other, true as mine from block where owner_id = :me and account_id = any(:others)
                union all
                select owner_id as other, false as mine from block where owner_id = any(:others) and account_id = :me
                """,
                s -> s.bind("me", me.value()).bind("others", PgArray.accounts(others)),
                (row, context) -> between.merge(
                        new AccountId(uuid(row, "other")),
                        new Blocking(row.getBoolean("mine"), !row.getBoolean("mine")),
                        (a, b) -> new Blocking(a.byMe() || b.byMe(), a.byOther() || b.byOther())));
        return between;
    }

    @Override
    public Map<AccountId, Set<AccountId>> among(Collection<AccountId> people, Collection<AccountId> others) {
        Map<AccountId, Set<AccountId>> among = new HashMap<>();
        if (people.isEmpty() || others.isEmpty()) {
            return among;
        }
        sql.list(
                """
                select owner_id as person, account_id as other
                from block
                where owner_id = any(:people) and account_id = any(:others)
                union all
                select account_id as person, owner_id as other
                from block
                where owner_id = any(:others) and account_id = any(:people)
                """,
                s -> s.bind("people", PgArray.accounts(people)).bind("others", PgArray.accounts(others)),
                (row, context) -> among.computeIfAbsent(new AccountId(uuid(row, "person")), id -> new HashSet<>())
                        .add(new AccountId(uuid(row, "other"))));
        return among;
    }

    @Override
    public boolean isBlockedByMember(AccountId account, RoomId room) {
        return sql.exists("""
                select exists (select 1
                               from block
                                 join membership on membership.account_id = block.owner_id
                               where block.account_id = :account and membership.room_id = :room) as found
                """, s -> s.bind("account", account.value()).bind("room", room.value()));
    }

    @Override
    public void lock(Collection<AccountId> owners) {
        sql.requireWritable();
        if (!owners.isEmpty()) {
            // The rows that JdbcPersonList.add locks, in an order that prevents deadlocks between nodes.
            sql.list(
                    "select id from account where id = any(:owners) order by id for no key update",
                    s -> s.bind("owners", PgArray.accounts(owners)),
                    (row, context) -> uuid(row, "id"));
        }
    }
}
