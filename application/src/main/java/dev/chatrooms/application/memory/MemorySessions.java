package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.IssuedRow;
import dev.chatrooms.application.spi.Sessions;
import dev.chatrooms.domain.account.IssuedToken;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemorySessions(MemoryTransaction tx) implements Sessions {
    @Override
    public void add(Session session, byte[] refreshTokenHash) {
        put(session);
        put(refreshTokenHash, IssuedToken.of(session, session.createdAt()));
    }

    private void put(Session session) {
        tx.put(tx.tables.sessions, session.id().value(), session);
    }

    private void put(byte[] hash, IssuedToken token) {
        tx.put(tx.tables.refreshTokens, key(hash), new IssuedRow(key(hash), token));
    }

    private static String key(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public Optional<Session> find(SessionId id) {
        return Optional.ofNullable(tx.get(tx.tables.sessions, id.value()));
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
    public List<Session> findAllLive(Collection<SessionId> ids, Instant now) {
        return ids.stream().distinct().flatMap(id -> findLive(id, now).stream()).toList();
    }

    @Override
    public Page<Session> live(AccountId account, PageRequest page, Instant now) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        Stream<Session> newestFirst = of(account)
                .filter(session -> session.isLive(now))
                .filter(session ->
                        before == null || Tables.unsigned(session.id().value(), before) < 0)
                .sorted(Comparator.comparing((Session session) -> session.id().value(), Tables::unsigned)
                        .reversed());
        return Pages.cut(newestFirst, page, session -> PageKey.of(session.id()));
    }

    private Stream<Session> of(AccountId account) {
        return tx.all(tx.tables.sessions).filter(session -> session.accountId().equals(account));
    }

    @Override
    public Map<AccountId, Instant> lastSeen(Collection<AccountId> accounts) {
        Map<AccountId, Instant> last = new HashMap<>();
        tx.all(tx.tables.sessions)
                .filter(session -> accounts.contains(session.accountId()))
                .forEach(session ->
                        last.merge(session.accountId(), session.lastSeenAt(), (a, b) -> a.isAfter(b) ? a : b));
        return last;
    }

    @Override
    public boolean revoke(SessionId id, Instant now) {
        tx.requireWritable();
        Optional<Session> live = find(id).filter(session -> session.isLive(now));
        live.ifPresent(session -> put(session.revoked(now)));
        return live.isPresent();
    }

    @Override
    public List<SessionId> revokeAll(AccountId account, @Nullable SessionId except, Instant now) {
        return of(account).map(Session::id).filter(id -> !id.equals(except)).toList().stream()
                .filter(id -> revoke(id, now))
                .toList();
    }

    @Override
    public void seen(Map<SessionId, Instant> at) {
        tx.requireWritable();
        at.forEach((id, seen) ->
                find(id).filter(session -> session.isToBeNoted(seen)).ifPresent(session -> put(session.seen(seen))));
    }

    /** There is one writer at a time, so everything is locked. */
    @Override
    public Optional<Session> lockByToken(byte[] refreshTokenHash) {
        tx.requireWritable();
        return token(refreshTokenHash).flatMap(token -> find(token.sessionId()));
    }

    @Override
    public Optional<IssuedToken> token(byte[] refreshTokenHash) {
        return Optional.ofNullable(tx.get(tx.tables.refreshTokens, key(refreshTokenHash)))
                .map(IssuedRow::token);
    }

    @Override
    public void useToken(byte[] refreshTokenHash, Instant at) {
        IssuedToken token = token(refreshTokenHash).orElseThrow(() -> new IllegalStateException("no such token"));
        put(refreshTokenHash, new IssuedToken(token.sessionId(), token.generation(), token.issuedAt(), at));
    }

    @Override
    public void refresh(Session session, byte[] newRefreshTokenHash) {
        Session now = find(session.id()).orElseThrow(() -> new IllegalStateException("no such session"));
        put(now.refreshed(session.generation(), session.lastSeenAt(), session.expiresAt()));
        put(newRefreshTokenHash, IssuedToken.of(session, session.lastSeenAt()));
    }

    @Override
    public int removeEnded(Instant before, int limit) {
        tx.requireWritable();
        Set<SessionId> ended = tx.all(tx.tables.sessions)
                .filter(session -> end(session).isBefore(before))
                .sorted(Comparator.comparing(MemorySessions::end))
                .limit(limit)
                .map(Session::id)
                .collect(Collectors.toSet());
        ended.forEach(id -> tx.put(tx.tables.sessions, id.value(), null));
        tx.all(tx.tables.refreshTokens)
                .filter(row -> ended.contains(row.token().sessionId()))
                .toList()
                .forEach(this::remove);
        return ended.size();
    }

    private static Instant end(Session session) {
        Instant revoked = session.revokedAt();
        return revoked == null || session.expiresAt().isBefore(revoked) ? session.expiresAt() : revoked;
    }

    @Override
    public int removeTokens(Instant issuedBefore, Instant now, int limit) {
        tx.requireWritable();
        List<IssuedRow> spent = tx.all(tx.tables.refreshTokens)
                .filter(row -> row.token().issuedAt().isBefore(issuedBefore))
                .filter(row -> !isUsable(row.token(), now))
                .sorted(Comparator.comparing(row -> row.token().issuedAt()))
                .limit(limit)
                .toList();
        spent.forEach(this::remove);
        return spent.size();
    }

    private boolean isUsable(IssuedToken token, Instant now) {
        return find(token.sessionId())
                .filter(session -> session.isLive(now) && token.generation() == session.generation())
                .isPresent();
    }

    private void remove(IssuedRow row) {
        tx.put(tx.tables.refreshTokens, row.hash(), null);
    }
}
