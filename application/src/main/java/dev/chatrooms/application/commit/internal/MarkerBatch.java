package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.spi.Markers.Place;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipSettingsPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All markers that move in a batch. Whoever scrolls tells of many messages in a row: of what one person says of one
 * room only the furthest counts, and is one event, however many of his devices said something. Two statements for all
 * of them.
 *
 * <p>The rooms are locked, as they are for everything that touches a membership: that is what keeps nodes from waiting
 * for each other in a circle, since a message moves its sender's marker too. It costs little: whoever moves a marker
 * has the log's head to wait for anyway.
 */
record MarkerBatch(List<WriteCommand.Read> works) {
    /** What is asked of one marker. */
    private record Asked(Place place, Room room, List<WriteCommand.Read> works) {
        long furthest() {
            return works.stream().mapToLong(WriteCommand.Read::seq).max().orElseThrow();
        }
    }

    /** A marker that moves, and the last message of its room. */
    private record Moving(Membership after, long lastSeq) {}

    void run(UnitOfWork uow, Map<RoomId, Room> rooms, Instant now, Batch.Outcome outcome) {
        Map<Place, Asked> byPlace = new LinkedHashMap<>();
        for (WriteCommand.Read work : works) {
            Room room = rooms.get(work.place().room());
            if (room == null) {
                outcome.fail(work, ChatException.notFound("room"));
            } else {
                byPlace.computeIfAbsent(work.place(), place -> new Asked(place, room, new ArrayList<>()))
                        .works()
                        .add(work);
            }
        }
        List<Asked> asked = List.copyOf(byPlace.values());
        List<Standing> standings =
                uow.markers().standings(asked.stream().map(Asked::place).toList(), now);
        List<Moving> moving = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            decide(asked.get(i), standings.get(i), outcome, moving);
        }
        if (!moving.isEmpty()) {
            move(uow, moving, now.truncatedTo(ChronoUnit.MILLIS), outcome);
        }
    }

    private static void decide(Asked asked, Standing standing, Batch.Outcome outcome, List<Moving> moving) {
        Membership after;
        try {
            after = MembershipSettingsPolicy.read(asked.room(), standing, asked.furthest())
                    .orElseThrow(ChatException::new);
        } catch (ChatException e) {
            asked.works().forEach(work -> outcome.fail(work, e));
            return;
        }
        long lastSeq = asked.room().lastSeq();
        boolean moves = !after.equals(standing.membership());
        if (moves) {
            moving.add(new Moving(after, lastSeq));
        }
        // One of them tells that it has moved: whoever passes it on does so once.
        MarkerPosition told =
                new MarkerPosition(after.readSeq(), lastSeq, asked.room().memberCount(), moves);
        for (WriteCommand.Read work : asked.works()) {
            MarkerPosition answer = told;
            outcome.whenCommitted(work, cursors -> answer);
            told = new MarkerPosition(after.readSeq(), lastSeq, asked.room().memberCount(), false);
        }
    }

    private static void move(UnitOfWork uow, List<Moving> moving, Instant at, Batch.Outcome outcome) {
        List<OwnMembership> mine =
                uow.markers().move(moving.stream().map(Moving::after).toList(), at);
        for (int i = 0; i < moving.size(); i++) {
            RoomId room = moving.get(i).after().roomId();
            AccountId account = moving.get(i).after().accountId();
            uow.append(new RoomEvent.OwnMembershipUpdated(room, account), at);
            EventContent content =
                    new EventContent.OfMine(mine.get(i), moving.get(i).lastSeq());
            outcome.tell(EventKind.ME_UPDATED, at, room, account, account, content);
        }
    }
}
