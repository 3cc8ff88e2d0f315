package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The queries for accounts, sessions, codes, mails, people and their lists. */
final class AccountPlans {
    private static final byte[] HASH = new byte[32];
    private static final Outbox.Entry ENTRY =
            new Outbox.Entry(UUID.randomUUID(), new MailRequest.PasswordChanged(ALICE), NOW, 1);
    private static final PageRequest AMONG_ANYWHERE =
            new PageRequest(50, PageKey.of("ANYWHERE", "aaa").encode());

    private AccountPlans() {}

    static Stream<PlannedQuery> queries() {
        Position end = new Position(103_000);
        return Stream.of(
                query(
                        "find a live session",
                        1,
                        s -> s.sessions().findLive(new SessionId(id("session", 5)), NOW),
                        "session_pk",
                        "account_pk"),
                query(
                        "find live sessions",
                        1,
                        s -> s.sessions()
                                .findAllLive(
                                        List.of(new SessionId(id("session", 5)), new SessionId(id("session", 6))), NOW),
                        "session_pk",
                        "account_pk"),
                query(
                        "live sessions of an account",
                        1,
                        s -> s.sessions().live(ALICE, PageRequest.FIRST, NOW),
                        "session_account_idx"),
                query(
                        "revoke all sessions of an account",
                        1,
                        s -> s.sessions().revokeAll(new AccountId(id("account", 9)), null, NOW),
                        "session_account_idx"),
                query(
                        "mark a session as seen",
                        1,
                        s -> s.sessions().seen(Map.of(new SessionId(id("session", 5)), NOW)),
                        "session_pk"),
                new PlannedQuery("refresh a session", 5, AccountPlans::refresh, "session_pk", "refresh_token_pk"),
                query(
                        "remove ended sessions",
                        1,
                        s -> s.sessions().removeEnded(NOW.minusSeconds(1), 1000),
                        "session_ended_idx",
                        "session_pk"),
                query(
                        "remove old refresh tokens",
                        1,
                        s -> s.sessions().removeTokens(NOW.minusSeconds(1), NOW, 1000),
                        "refresh_token_issued_idx",
                        "refresh_token_pk",
                        "session_pk"),
                query(
                        "credentials by username",
                        1,
                        s -> s.accounts().credentials(new Username("user77")),
                        "account_username_key"),
                query(
                        "credentials by e-mail address",
                        1,
                        s -> s.accounts().credentials(new EmailAddress("u5@example.org")),
                        "account_verified_email_key"),
                query(
                        "account by external id",
                        1,
                        s -> s.accounts().find(new ExternalId("unknown")),
                        "account_external_id_key"),
                query("standing of an account", 1, s -> s.accounts().standing(ALICE), "account_pk"),
                new PlannedQuery(
                        "end the sessions of an account",
                        1,
                        uow -> uow.accounts().endSessions(ALICE, NOW),
                        "account_pk"),
                new PlannedQuery("lock an account", 1, uow -> uow.accounts().lock(ALICE), "account_pk"),
                new PlannedQuery("make a code", 1, uow -> uow.codes().makeCode(ALICE, HASH, NOW), "one_time_code_pk"),
                new PlannedQuery("try a code", 2, uow -> uow.codes().tryCode(ALICE, HASH, NOW), "one_time_code_pk"),
                query("find a reset token", 1, s -> s.codes().findToken(HASH, NOW), "one_time_code_hash_idx"),
                new PlannedQuery(
                        "spend a reset token", 1, uow -> uow.codes().spendToken(HASH, NOW), "one_time_code_hash_idx"),
                new PlannedQuery("void a reset token", 1, uow -> uow.codes().voidToken(ALICE), "one_time_code_pk"),
                new PlannedQuery(
                        "add a mail request", 1, uow -> uow.outbox().add(ENTRY.id(), ENTRY.request(), NOW), "outbox_"),
                new PlannedQuery(
                        "claim a mail request", 1, uow -> uow.outbox().claim(NOW, NOW), "outbox_due_idx", "outbox_pk"),
                new PlannedQuery(
                        "put off a mail request", 1, uow -> uow.outbox().postpone(ENTRY, NOW), "outbox_pk"),
                new PlannedQuery("remove a mail request", 1, uow -> uow.outbox().done(ENTRY), "outbox_pk"),
                query(
                        "accounts by ids",
                        1,
                        s -> s.accounts().findAll(List.of(ALICE, new AccountId(id("account", 2)))),
                        "account_pk"),
                query("page of accounts", 1, s -> s.accounts().list(PageRequest.FIRST), "account_username_key"),
                query(
                        "lock an account again",
                        1,
                        s -> ((UnitOfWork) s).accounts().lock(ALICE),
                        "account_pk"),
                query("find settings", 1, s -> s.settings().find(ALICE), "account_setting_pk"),
                query("find an avatar", 1, s -> s.avatars().find(ALICE, new AvatarId("0a")), "avatar_pk"),
                query("test for an avatar", 1, s -> s.avatars().has(ALICE, new AvatarId("0a")), "avatar_pk"),
                query(
                        "remove all avatars but one",
                        1,
                        s -> s.avatars().retain(ALICE, List.of(new AvatarId("0a"))),
                        "avatar_pk"),
                query("test for an administrator", 1, s -> s.accounts().anyAdmin(), "account_admin_username_idx"),
                new PlannedQuery(
                        "lock the administrators", 1, uow -> uow.accounts().lockAdmins(), "account_admin_username_idx"),
                query(
                        "page of contacts",
                        1,
                        s -> s.contacts().list(ALICE, PageRequest.FIRST),
                        "contact_pk",
                        "account_search_pk",
                        "account_pk"),
                query("all contacts", 1, s -> s.contacts().all(ALICE), "contact_pk"),
                query(
                        "blocks between accounts",
                        1,
                        s -> s.blocks().between(ALICE, List.of(new AccountId(id("account", 2)))),
                        "block_pk"),
                query(
                        "blocks among accounts",
                        1,
                        s -> s.blocks()
                                .among(
                                        List.of(ALICE, new AccountId(id("account", 2))),
                                        List.of(new AccountId(id("account", 3)), new AccountId(id("account", 4)))),
                        "block_pk"),
                query("test for a contact", 1, s -> s.contacts().contains(ALICE, ALICE), "contact_pk"),
                new PlannedQuery(
                        "add a contact",
                        3,
                        uow -> uow.contacts().add(new AccountId(id("account", 7)), ALICE, 10_000, NOW),
                        "contact_pk",
                        "account_pk"),
                query(
                        "page of people",
                        1,
                        s -> s.accounts().search(null, PageRequest.FIRST),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "search of people by a common term",
                        1,
                        s -> s.accounts().search(SearchTerm.of("ser"), AMONG_ANYWHERE),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "last sign-ins",
                        1,
                        s -> s.sessions().lastSeen(List.of(ALICE, new AccountId(id("account", 2)))),
                        "session_account_idx"));
    }

    private static void refresh(UnitOfWork uow) {
        byte[] hash = sha256("token4");
        Session session = uow.sessions().lockByToken(hash).orElseThrow();
        uow.sessions().token(hash).orElseThrow();
        uow.sessions().useToken(hash, NOW);
        uow.sessions()
                .refresh(
                        session.refreshed(2, NOW, NOW), sha256(UUID.randomUUID().toString()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
