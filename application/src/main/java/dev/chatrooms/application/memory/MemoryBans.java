package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.BanRow;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.spi.Bans;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

record MemoryBans(MemoryTransaction tx) implements Bans {
    @Override
    public void put(Ban ban) {
        tx.requireWritable();
        // There is one writer at a time, so no number is used twice.
        long number = ofRoom(ban.roomId()).mapToLong(BanRow::number).max().orElse(0) + 1;
        tx.put(tx.tables.bans, Tables.key(ban.roomId(), ban.accountId()), new BanRow(number, ban));
    }

    private Stream<BanRow> ofRoom(RoomId room) {
        return tx.range(tx.tables.bans, new Pair(room.value(), Pair.LOWEST), new Pair(room.value(), Pair.HIGHEST));
    }

    @Override
    public boolean lift(RoomId room, AccountId account, Instant now) {
        tx.requireWritable();
        Pair key = Tables.key(room, account);
        BanRow row = tx.get(tx.tables.bans, key);
        if (row == null) {
            return false;
        }
        tx.put(tx.tables.bans, key, null);
        return row.ban().isInForce(now);
    }

    @Override
    public Page<BanView> list(RoomId room, PageRequest page, Instant now) {
        Long before = PageKey.decode(page.cursor(), 1, parts -> Long.parseUnsignedLong(parts.get(0)));
        Stream<BanRow> bans = ofRoom(room)
                .filter(row -> row.ban().isInForce(now) && (before == null || row.number() < before))
                .sorted(Comparator.comparingLong(BanRow::number).reversed());
        Page<BanRow> found = Pages.cut(bans, page, row -> PageKey.of(row.number()));
        return new Page<>(found.items().stream().map(row -> viewOf(row.ban())).toList(), found.next());
    }

    private BanView viewOf(Ban ban) {
        AccountRow account = Objects.requireNonNull(
                tx.get(tx.tables.accounts, ban.accountId().value()));
        return new BanView(account.account().profile(), ban);
    }
}
