package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.spi.Markers.Place;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipSettingsPolicy;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All read markers that move in a batch. A client that scrolls reports many messages in a row; for one account and room
 * only the resulting place counts and becomes one event. Runs two statements for all markers, and one more for the
 * blocks if any of the rooms is direct.
 *
 * <p>The rooms are locked, as for every change of a membership: a message moves its sender's marker too, and the locks
 * keep nodes from a deadlock. They cost little, since a marker waits for the head of the log anyway.
 */
record MarkerBatch(List<WriteCommand.Read> requests) {
    /** All requests to move one marker. */
    private record MarkerRequests(Place place, Room room, List<WriteCommand.Read> requests) {
        /** Decides on the requests in their order. */
        Membership decide(Standing standing) {
            Standing current = standing;
            for (WriteCommand.Read request : requests) {
                Decision<Membership> decision = request.unread()
                        ? MembershipSettingsPolicy.markUnread(room, current, request.seq())
                        : MembershipSettingsPolicy.read(room, current, request.seq());
                current = new Standing(
                        standing.accountId(),
                        decision.orElseThrow(ChatException::new),
                        standing.banned(),
                        standing.accountActive(),
                        standing.kind());
            }
            return Objects.requireNonNull(current.membership());
        }
    }

    /** A marker that moves, and the last message of its room. */
    private record MovedMarker(Membership after, long lastSeq) {}

    void run(UnitOfWork uow, Map<RoomId, Room> rooms, Instant now, Batch.Outcome outcome) {
        Map<Place, Standing> standings = standings(uow, now);
        Map<Place, MarkerRequests> byPlace = new LinkedHashMap<>();
        for (WriteCommand.Read request : requests) {
            Room room = rooms.get(request.place().room());
            if (room == null) {
                outcome.fail(request, ChatException.notFound("room"));
            } else {
                byPlace.computeIfAbsent(request.place(), place -> new MarkerRequests(place, room, new ArrayList<>()))
                        .requests()
                        .add(request);
            }
        }
        List<MarkerRequests> markers = List.copyOf(byPlace.values());
        Set<RoomId> hidden = closedByBlock(uow, markers, standings);
        List<MovedMarker> moved = new ArrayList<>();
        for (MarkerRequests marker : markers) {
            decide(marker, standing(standings, marker), hidden, outcome, moved);
        }
        if (!moved.isEmpty()) {
            move(uow, moved, now.truncatedTo(ChronoUnit.MILLIS), outcome);
        }
    }

    /** Reads the standings in missing rooms too: a hidden room must cost as much as one that does not exist. */
    private Map<Place, Standing> standings(UnitOfWork uow, Instant now) {
        List<Place> places =
                requests.stream().map(WriteCommand.Read::place).distinct().toList();
        List<Standing> found = uow.markers().standings(places, now);
        Map<Place, Standing> standings = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            standings.put(places.get(i), found.get(i));
        }
        return standings;
    }

    private static Standing standing(Map<Place, Standing> standings, MarkerRequests marker) {
        return Objects.requireNonNull(standings.get(marker.place()));
    }

    private static Set<RoomId> closedByBlock(
            UnitOfWork uow, List<MarkerRequests> markers, Map<Place, Standing> standings) {
        Set<RoomId> direct = markers.stream()
                .filter(marker -> marker.room().kind() == RoomKind.DIRECT)
                .filter(marker -> standing(standings, marker).isMember())
                .map(marker -> marker.room().id())
                .collect(Collectors.toSet());
        return direct.isEmpty() ? Set.of() : uow.directRooms().closedByBlock(direct);
    }

    private static void decide(
            MarkerRequests markers,
            Standing standing,
            Set<RoomId> hidden,
            Batch.Outcome outcome,
            List<MovedMarker> moved) {
        Membership after;
        try {
            after = markers.decide(standing);
        } catch (ChatException e) {
            markers.requests().forEach(request -> outcome.fail(request, e));
            return;
        }
        Room room = markers.room();
        boolean isHidden = hidden.contains(room.id());
        Membership before = Objects.requireNonNull(standing.membership());
        boolean advances = after.readSeq() > before.furthestReadSeq();
        if (!after.equals(before)) {
            moved.add(new MovedMarker(after, room.lastSeq()));
        }
        // Only one result says that the marker has advanced, so that the signal is sent once.
        MarkerPosition position =
                new MarkerPosition(after.readSeq(), room.lastSeq(), room.memberCount(), isHidden, advances);
        for (WriteCommand.Read request : markers.requests()) {
            MarkerPosition result = position;
            outcome.whenCommitted(request, cursors -> result);
            position = new MarkerPosition(after.readSeq(), room.lastSeq(), room.memberCount(), isHidden, false);
        }
    }

    private static void move(UnitOfWork uow, List<MovedMarker> moved, Instant at, Batch.Outcome outcome) {
        List<OwnMembership> mine =
                uow.markers().move(moved.stream().map(MovedMarker::after).toList(), at);
        for (int i = 0; i < moved.size(); i++) {
            RoomId room = moved.get(i).after().roomId();
            AccountId account = moved.get(i).after().accountId();
            uow.append(new RoomEvent.OwnMembershipUpdated(room, account), at);
            EventContent content =
                    new EventContent.OfMine(mine.get(i), moved.get(i).lastSeq());
            outcome.addContent(EventKind.ME_UPDATED, at, room, account, account, content);
        }
    }
}
