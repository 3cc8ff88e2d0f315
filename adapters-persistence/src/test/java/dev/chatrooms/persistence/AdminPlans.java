package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.ROOM;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.stream.Stream;

/** The queries of administrators. */
final class AdminPlans {
    private static final PageRequest AMONG_USERNAMES =
            new PageRequest(50, PageKey.of("user1000").encode());

    private AdminPlans() {}

    static Stream<PlannedQuery> queries() {
        return Stream.of(
                query(
                        "accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(AccountFilter.ALL, AMONG_USERNAMES, NOW),
                        "account_search_username_key",
                        "session_account_idx",
                        "membership_pk",
                        "account_figure_pk"),
                query(
                        "administrators for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(new AccountFilter(null, AccountRole.ADMIN, null), AMONG_USERNAMES, NOW),
                        "account_admin_username_idx"),
                query(
                        "disabled accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(new AccountFilter(null, null, true), AMONG_USERNAMES, NOW),
                        "account_disabled_username_idx"),
                query(
                        "enabled accounts for administrators",
                        2,
                        s -> s.adminQueries().accounts(new AccountFilter(null, null, false), AMONG_USERNAMES, NOW),
                        "account_enabled_username_idx"),
                query(
                        "accounts with a name for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(
                                        new AccountFilter(SearchTerm.of("ser"), AccountRole.USER, null),
                                        AMONG_USERNAMES,
                                        NOW),
                        "account_search_username_key",
                        "account_pk"),
                query(
                        "enabled accounts with a name for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(new AccountFilter(SearchTerm.of("ser"), null, false), AMONG_USERNAMES, NOW),
                        "account_enabled_username_idx",
                        "account_search_pk"),
                query(
                        "account with an address for administrators",
                        2,
                        s -> s.adminQueries()
                                .accounts(
                                        new AccountFilter(SearchTerm.of("u5@example.org"), null, null),
                                        PageRequest.FIRST,
                                        NOW),
                        "account_verified_email_key",
                        "account_unverified_email_idx"),
                query(
                        "account for administrators",
                        1,
                        s -> s.adminQueries().account(ALICE, NOW),
                        "account_pk",
                        "session_account_idx",
                        "membership_pk",
                        "account_figure_pk",
                        "file_owner_idx"),
                query(
                        "rooms for administrators",
                        3,
                        s -> s.adminQueries().rooms(RoomFilter.ALL, PageRequest.FIRST),
                        "room_figure_activity_idx",
                        "room_pk",
                        "membership_role_idx"),
                query(
                        "rooms of a kind for administrators",
                        3,
                        s -> s.adminQueries().rooms(new RoomFilter(null, RoomKind.PRIVATE), PageRequest.FIRST),
                        "room_figure_kind_idx"),
                query(
                        "rooms with a name for administrators",
                        3,
                        s -> s.adminQueries().rooms(new RoomFilter(NameSearch.ofRooms("oom"), null), PageRequest.FIRST),
                        "room_figure_activity_idx",
                        "room_pk"),
                query(
                        "room for administrators",
                        2,
                        s -> s.adminQueries().room(ROOM),
                        "room_pk",
                        "room_figure_pk",
                        "membership_role_idx"),
                query("names of rooms", 1, s -> s.adminQueries().roomNames(List.of(ROOM)), "room_pk"),
                new PlannedQuery(
                        "failed login",
                        2,
                        uow -> uow.audit().loginFailed(new AccountId(id("account", 4)), NOW),
                        "failed_login_pk"),
                query(
                        "acts of a kind",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(null, null, null, AuditAction.ROOM_DELETED, null, null),
                                        PageRequest.FIRST),
                        "audit_action_idx"),
                query(
                        "acts of a kind of an account",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(
                                                new AccountId(id("account", 7)),
                                                null,
                                                null,
                                                AuditAction.ROOM_DELETED,
                                                null,
                                                null),
                                        PageRequest.FIRST),
                        "audit_actor_action_idx"),
                query(
                        "acts of a kind on a room",
                        2,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(
                                                new AccountId(id("account", 7)),
                                                ROOM.value(),
                                                null,
                                                AuditAction.ROOM_DELETED,
                                                NOW,
                                                null),
                                        PageRequest.FIRST),
                        "audit_account_idx",
                        "audit_room_action_idx",
                        "audit_message_idx"),
                query(
                        "acts of a period",
                        3,
                        s -> s.audit().list(new AuditFilter(null, null, null, null, NOW, NOW), PageRequest.FIRST),
                        "audit_pk"),
                query(
                        "acts of an account",
                        1,
                        s -> s.audit()
                                .list(
                                        new AuditFilter(new AccountId(id("account", 7)), null, null, null, null, null),
                                        PageRequest.FIRST),
                        "audit_actor_idx"),
                query(
                        "acts on an account, a room or a message",
                        1,
                        s -> s.audit()
                                .list(new AuditFilter(null, ROOM.value(), null, null, null, null), PageRequest.FIRST),
                        "audit_account_idx",
                        "audit_room_idx",
                        "audit_message_idx"),
                query(
                        "acts on an entry of the configuration",
                        1,
                        s -> s.audit()
                                .list(new AuditFilter(null, null, "site.name", null, null, null), PageRequest.FIRST),
                        "audit_key_idx"),
                query("page of the audit trail", 1, s -> s.audit().list(PageRequest.FIRST), "audit_pk"));
    }
}
