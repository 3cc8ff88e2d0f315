package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.SessionRow;
import dev.chatrooms.application.spi.Sessions;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record MemorySessions(MemoryTransaction tx) implements Sessions {
    @Override
    public void add(Session session, byte[] refreshTokenHash) {
        tx.put(
                tx.tables.sessions,
                session.id().value(),
                new SessionRow(session, HexFormat.of().formatHex(refreshTokenHash)));
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return Optional.ofNullable(tx.get(tx.tables.sessions, id.value())).map(SessionRow::session);
    }

    @Override
    public Optional<Session> findLive(SessionId id, Instant now) {
        return find(id).filter(session -> session.isLive(now)).filter(this::isActive);
    }

    private boolean isActive(Session session) {
        AccountRow row = tx.get(tx.tables.accounts, session.accountId().value());
        return row != null && !row.account().disabled();
    }

    @Override
    public Map<AccountId, Instant> lastSignIns(Collection<AccountId> accounts) {
        Map<AccountId, Instant> last = new HashMap<>();
        tx.all(tx.tables.sessions)
                .map(SessionRow::session)
                .filter(session -> accounts.contains(session.accountId()))
                .forEach(session ->
                        last.merge(session.accountId(), session.createdAt(), (a, b) -> a.isAfter(b) ? a : b));
        return last;
    }

    @Override
    public boolean revoke(SessionId id, Instant now) {
        tx.requireWritable();
        SessionRow row = tx.get(tx.tables.sessions, id.value());
        if (row == null || !row.session().isLive(now)) {
            return false;
        }
        Session s = row.session();
        Session revoked = new Session(s.id(), s.accountId(), s.createdAt(), s.expiresAt(), now, s.userAgent(), s.ip());
        tx.put(tx.tables.sessions, id.value(), new SessionRow(revoked, row.refreshTokenHash()));
        return true;
    }

    @Override
    public List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now) {
        return tx
                .all(tx.tables.sessions)
                .map(SessionRow::session)
                .filter(session -> session.accountId().equals(account))
                .map(Session::id)
                .filter(id -> !id.equals(except))
                .toList()
                .stream()
                .filter(id -> revoke(id, now))
                .toList();
    }
}
