package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.util.stream.Stream;

/** The queries for the log. */
final class LogPlans {
    private LogPlans() {}

    static Stream<PlannedQuery> queries() {
        Position start = new Position(500);
        Position end = new Position(103_000);
        return Stream.of(
                query(
                        "old entries of the log",
                        1,
                        s -> s.retention().due(NOW, 500),
                        "event_pk",
                        "log_reader_pk",
                        "log_mark_pk",
                        "message_pk"),
                query("latest mark of the log", 1, s -> s.retention().latestMark(), "log_mark_pk", "event_pk"),
                new PlannedQuery(
                        "mark a place in the log",
                        3,
                        uow -> uow.retention().mark(uow.retention().latestMark().number(), NOW, Position.START, NOW),
                        "log_mark_pk"),
                new PlannedQuery(
                        "remove old entries of the log",
                        4,
                        uow -> {
                            Position removed = uow.retention().removedUpTo();
                            uow.retention().remove(removed, removed.plus(10));
                        },
                        "event_pk",
                        "log_mark_position_idx",
                        "log_reader_pk"),
                query("head of the log", 1, s -> s.log().head(), "log_head_pk"),
                query("extent of the log", 1, s -> s.log().extent(), "log_head_pk", "log_reader_pk"),
                query("page of the log", 1, s -> s.log().read(start, end, 256), "event_pk", "message_pk", "account_pk"),
                query(
                        "page of the log in one query",
                        1,
                        s -> s.log().readInOneQuery(start, 256),
                        "event_pk",
                        "message_pk",
                        "account_pk"),
                query(
                        "joins in the log",
                        3,
                        s -> s.log().read(new Position(100_000), end, 256),
                        "event_pk",
                        "room_pk",
                        "account_pk"),
                query(
                        "log for a member of all rooms",
                        3,
                        s -> s.log().readFor(ALICE, start, end, 256),
                        "membership_pk",
                        "event_room_idx",
                        "event_account_idx",
                        "event_account_updated_idx",
                        "contact_pk"),
                query(
                        "profile change in the log",
                        3,
                        s -> s.log().read(new Position(103_000), new Position(103_100), 256),
                        "event_pk",
                        "membership_pk",
                        "account_pk"),
                query(
                        "log for a member of few rooms",
                        8,
                        s -> s.log().readFor(new AccountId(id("account", 2999)), start, end, 256),
                        "membership_pk",
                        "event_room_idx"),
                query(
                        "count events for a viewer",
                        2,
                        s -> s.log().countFor(ALICE, start, end, 10_001),
                        "event_room_idx"));
    }
}
