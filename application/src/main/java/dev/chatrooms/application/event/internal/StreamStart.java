package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state a stream starts from, read in one transaction: the head of the log, the viewer's memberships and contacts,
 * and the rooms for the welcome. None of it comes from a cache.
 *
 * @param head the head of the log in that transaction
 * @param from the position after which the stream's events begin
 */
record StreamStart(
        Welcome welcome,
        Cursor head,
        Position from,
        Map<RoomId, Position> memberSince,
        Map<RoomId, Position> deletedSince,
        Set<AccountId> contacts) {

    /**
     * Reads the state.
     *
     * @throws ChatException {@code unauthenticated} if the session has ended, and as {@link ActiveCallers#require}
     */
    static StreamStart read(Stores stores, Caller caller, StreamRequest request, int replayLimit, Instant now) {
        if (caller.session() != null
                && stores.sessions().findLive(caller.session(), now).isEmpty()) {
            throw new ChatException(RefusalCode.UNAUTHENTICATED, "the session has ended");
        }
        if (caller.session() == null) {
            ActiveCallers.require(caller, stores, now);
        }
        Account me = stores.accounts()
                .find(caller.accountId())
                .orElseThrow(() -> new ChatException(RefusalCode.UNAUTHENTICATED, "this account is gone"));
        EventLog.Extent log = stores.log().extent();
        Cursor head = log.head();
        Resume resume = resume(stores, caller, request, log, replayLimit);
        Cursor from = head;
        Page<RoomView> rooms = new Page<>(List.of(), null);
        if (resume == Resume.RESUMED) {
            from = Cursor.parse(String.valueOf(request.cursor())).orElseThrow();
        } else {
            rooms = stores.roomQueries()
                    .ofViewer(caller.accountId(), new PageRequest(LiveEvents.MAX_WELCOME_ROOMS, null));
        }
        return new StreamStart(
                new Welcome(resume, from, me, rooms.items(), rooms.next() != null),
                head,
                from.position(),
                stores.roomQueries().memberSince(caller.accountId()),
                stores.roomQueries().deletedSince(caller.accountId(), from.position()),
                stores.contacts().all(caller.accountId()));
    }

    private static Resume resume(
            Stores stores, Caller caller, StreamRequest request, EventLog.Extent log, int replayLimit) {
        if (request.cursor() == null) {
            return Resume.FRESH;
        }
        Cursor head = log.head();
        Optional<Position> position = Cursor.parse(request.cursor())
                .filter(cursor -> cursor.epoch().equals(head.epoch()))
                .map(Cursor::position)
                .filter(p -> !p.isAfter(head.position()))
                .filter(p -> !log.removedUpTo().isAfter(p));
        // The distance bounds the count, so a client that is a little behind needs no counting.
        boolean isWithinLimit = position.isPresent()
                && (head.position().value() - position.get().value() <= replayLimit
                        || stores.log().countFor(caller.accountId(), position.get(), head.position(), replayLimit + 1)
                                <= replayLimit);
        return isWithinLimit ? Resume.RESUMED : Resume.RESET;
    }
}
