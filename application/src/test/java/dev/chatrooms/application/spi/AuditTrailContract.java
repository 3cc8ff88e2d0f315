package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditFilter;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link AuditTrail}. */
public interface AuditTrailContract {
    AccountId ADMIN = new AccountId(UUID.fromString("ffffffff-0000-7000-8000-000000000001"));
    AccountId OTHER_ACCOUNT = new AccountId(UUID.fromString("00000000-0000-7000-8000-000000000002"));
    RoomId SOME_ROOM = new RoomId(UUID.fromString("80000000-0000-7000-8000-000000000003"));

    /** Returns an empty store, one per test. */
    Storage storage();

    private static void record(StoreFixture store, AuditEntry... entries) {
        store.write(uow -> {
            for (AuditEntry entry : entries) {
                uow.audit().record(entry);
            }
            return null;
        });
    }

    private static List<AuditEntry> all(StoreFixture store) {
        return store.audit().list(PageRequest.FIRST).items().stream()
                .map(AuditRecord::entry)
                .toList();
    }

    @Test
    default void listShouldAnswerAllThatWasRecordedTheNewestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        AuditEntry full = AuditEntry.by(ADMIN, AuditAction.ROLE_CHANGED, LATER)
                .on(OTHER_ACCOUNT)
                .on(SOME_ROOM)
                .with("'; drop table audit; -- Zoë 🦊");
        AuditEntry minimal = AuditEntry.byOperator(AuditAction.ROOM_CREATED, NOW);
        assertThat(all(store)).isEmpty();

        record(store, full);
        record(store, minimal);

        assertThat(all(store)).containsExactly(minimal, full);
    }

    @Test
    default void recordShouldTakeEveryAction() {
        StoreFixture store = StoreFixture.in(storage());

        for (AuditAction action : AuditAction.values()) {
            record(store, AuditEntry.byOperator(action, NOW));
            assertThat(all(store)).first().extracting(AuditEntry::action).isEqualTo(action);
        }
    }

    @Test
    default void recordShouldBeForNothingWhenTheTransactionIsRolledBack() {
        StoreFixture store = StoreFixture.in(storage());
        AuditEntry kept = AuditEntry.byOperator(AuditAction.ROOM_DELETED, NOW).on(SOME_ROOM);

        assertThatIllegalStateException()
                .isThrownBy(() -> store.write(uow -> {
                    uow.audit().record(AuditEntry.byOperator(AuditAction.ACCOUNT_DISABLED, NOW));
                    throw new IllegalStateException("no");
                }));
        store.write(uow -> {
            uow.audit().record(kept);
            assertThatIllegalStateException()
                    .isThrownBy(() -> uow.attempt(() -> {
                        uow.audit().record(AuditEntry.byOperator(AuditAction.ACCOUNT_ENABLED, NOW));
                        throw new IllegalStateException("no");
                    }));
            return null;
        });

        assertThat(all(store)).containsExactly(kept);
    }

    @Test
    default void recordShouldBeRefusedInATransactionThatOnlyReads() {
        StoreFixture store = StoreFixture.in(storage());

        assertThatIllegalStateException()
                .isThrownBy(() -> store.audit().record(AuditEntry.byOperator(AuditAction.ROOM_DELETED, NOW)));
    }

    /** In the order of recording, whatever the clocks of the nodes say. */
    @Test
    default void listShouldGoInPages() {
        StoreFixture store = StoreFixture.in(storage());
        List<Instant> recorded = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            recorded.add(0, i % 2 == 0 ? NOW.plusSeconds(i) : NOW.minusSeconds(i));
            record(store, AuditEntry.byOperator(AuditAction.ROOM_DELETED, recorded.get(0)));
        }

        List<AuditRecord> listed = new ArrayList<>();
        PageRequest request = new PageRequest(3, null);
        int pages = 0;
        do {
            Page<AuditRecord> page = store.audit().list(request);
            listed.addAll(page.items());
            // What comes in meanwhile is no concern of the pages that follow.
            record(store, AuditEntry.byOperator(AuditAction.ROOM_CREATED, LATER));
            request = page.next() == null ? null : new PageRequest(3, page.next());
            pages++;
        } while (request != null);

        assertThat(listed).extracting(one -> one.entry().at()).isEqualTo(recorded);
        assertThat(listed).extracting(AuditRecord::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(listed).extracting(AuditRecord::number).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
    }

    @Test
    default void listShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        for (String cursor : List.of(
                "",
                "?",
                "nonsense",
                PageKey.of("x").encode(),
                PageKey.of("1", "2").encode(),
                PageKey.of("99999999999999999999").encode())) {
            assertThatThrownBy(() -> store.audit().list(new PageRequest(2, cursor)))
                    .as(cursor)
                    .isInstanceOf(InvalidCursor.class);
        }
    }

    @Test
    default void listShouldFilter() {
        StoreFixture store = StoreFixture.in(storage());
        MessageId message = new MessageId(UUID.fromString("90000000-0000-7000-8000-000000000004"));
        AuditEntry byAdmin =
                AuditEntry.by(ADMIN, AuditAction.ACCOUNT_DISABLED, NOW).on(OTHER_ACCOUNT);
        AuditEntry inRoom = AuditEntry.by(OTHER_ACCOUNT, AuditAction.MESSAGE_DELETED, LATER)
                .on(SOME_ROOM)
                .on(message)
                .from("192.0.2.1");
        AuditEntry setting = AuditEntry.by(ADMIN, AuditAction.CONFIGURATION_SET, LATER.plusSeconds(1))
                .onConfiguration("site.name");
        record(store, byAdmin, inRoom, setting);

        assertThat(filtered(store, new AuditFilter(ADMIN, null, null, null, null, null)))
                .containsExactly(setting, byAdmin);
        assertThat(filtered(store, new AuditFilter(null, OTHER_ACCOUNT.value(), null, null, null, null)))
                .containsExactly(byAdmin);
        assertThat(filtered(store, new AuditFilter(null, SOME_ROOM.value(), null, null, null, null)))
                .containsExactly(inRoom);
        assertThat(filtered(store, new AuditFilter(null, message.value(), null, null, null, null)))
                .containsExactly(inRoom);
        assertThat(filtered(store, new AuditFilter(null, null, "site.name", null, null, null)))
                .containsExactly(setting);
        assertThat(filtered(store, new AuditFilter(null, null, null, AuditAction.MESSAGE_DELETED, null, null)))
                .containsExactly(inRoom);
        assertThat(filtered(store, new AuditFilter(null, null, null, null, LATER, LATER.plusSeconds(1))))
                .containsExactly(inRoom);
        assertThat(filtered(store, new AuditFilter(ADMIN, null, null, AuditAction.MESSAGE_DELETED, null, null)))
                .isEmpty();
        assertThat(filtered(
                        store,
                        new AuditFilter(
                                OTHER_ACCOUNT,
                                SOME_ROOM.value(),
                                null,
                                AuditAction.MESSAGE_DELETED,
                                LATER,
                                LATER.plusSeconds(1))))
                .containsExactly(inRoom);
        assertThat(filtered(
                        store,
                        new AuditFilter(null, OTHER_ACCOUNT.value(), null, AuditAction.ACCOUNT_DISABLED, null, LATER)))
                .containsExactly(byAdmin);
        assertThat(filtered(store, new AuditFilter(ADMIN, SOME_ROOM.value(), null, null, null, null)))
                .isEmpty();
        assertThat(filtered(
                        store,
                        new AuditFilter(OTHER_ACCOUNT, null, "site.name", AuditAction.CONFIGURATION_SET, null, null)))
                .isEmpty();
        assertThat(filtered(
                        store, new AuditFilter(ADMIN, null, "site.name", AuditAction.CONFIGURATION_SET, LATER, null)))
                .containsExactly(setting);
    }

    /** There are gaps between the numbers, and times go back by the clocks of nodes. */
    @Test
    default void listShouldFindAnyPeriod() {
        StoreFixture store = StoreFixture.in(storage());
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant at = NOW.plus(Duration.ofMinutes(i / 3 * 2)).minusSeconds(i % 3 * 15);
            times.add(0, at);
            record(store, AuditEntry.byOperator(AuditAction.ROOM_DELETED, at));
            if (i % 4 == 0) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> store.write(uow -> {
                            uow.audit().record(AuditEntry.byOperator(AuditAction.ROOM_CREATED, at));
                            throw new IllegalStateException("no");
                        }));
            }
        }
        for (int from = -1; from < 30; from++) {
            Instant first = NOW.plus(Duration.ofMinutes(from)).plusSeconds(from % 2 * 10);
            for (Duration length : List.of(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(1))) {
                Instant last = first.plus(length);
                assertThat(filtered(store, new AuditFilter(null, null, null, null, first, last)))
                        .extracting(AuditEntry::at)
                        .as("%s to %s", first, last)
                        .isEqualTo(times.stream()
                                .filter(at -> !at.isBefore(first) && at.isBefore(last))
                                .toList());
            }
        }
    }

    private static List<AuditEntry> filtered(StoreFixture store, AuditFilter filter) {
        return store.audit().list(filter, PageRequest.FIRST).items().stream()
                .map(AuditRecord::entry)
                .toList();
    }

    @Test
    default void loginFailedShouldReportEachBurstOnce() {
        StoreFixture store = StoreFixture.in(storage());
        List<Integer> reported = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            if (failed(store, OTHER_ACCOUNT, NOW.plusSeconds(i))) {
                reported.add(i);
            }
        }
        assertThat(reported).containsExactly(AuditTrail.BURST);

        for (int i = 1; i <= 10; i++) {
            if (failed(store, OTHER_ACCOUNT, LATER.plusSeconds(i))) {
                reported.add(100 + i);
            }
            // Too far apart to be a burst.
            assertThat(failed(
                            store,
                            ADMIN,
                            NOW.plus(AuditTrail.BURST_TIME.dividedBy(8).multipliedBy(i))))
                    .isFalse();
        }
        assertThat(reported).containsExactly(AuditTrail.BURST, 110);
    }

    private static boolean failed(StoreFixture store, AccountId account, Instant at) {
        return store.<Boolean>write(uow -> uow.audit().loginFailed(account, at));
    }
}
