package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.ROOM;
import static dev.chatrooms.persistence.PlannedQuery.filter;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The queries for messages and their search. */
final class MessagePlans {
    private MessagePlans() {}

    static Stream<PlannedQuery> queries() {
        Position start = new Position(500);
        return Stream.of(
                query("messages to erase", 1, s -> s.messages().posted(ALICE, start, 100), "message_sender_idx"),
                query("positions of deletions", 1, s -> s.roomQueries().deletedSince(ALICE, start), "membership_pk"),
                query(
                        "newest page of the history",
                        1,
                        s -> s.messages().history(ROOM, ALICE, HistoryRequest.newest(50), NOW),
                        "message_place_key",
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "reaction_kind_pk"),
                query(
                        "find a message",
                        1,
                        s -> s.messages().find(new MessageId(id("message", 5)), ALICE, NOW),
                        "message_pk"),
                query(
                        "find messages by id",
                        1,
                        s -> s.messages()
                                .findAll(
                                        List.of(new MessageId(id("message", 5)), new MessageId(id("message", 6))),
                                        ALICE,
                                        NOW),
                        "message_pk",
                        "account_pk",
                        "room_pk",
                        "membership_pk",
                        "ban_pk"),
                new PlannedQuery(
                        "advance the search index",
                        9,
                        uow -> uow.search().readOn(500),
                        "log_reader_pk",
                        "message_search_deferred_pk",
                        "log_head_pk",
                        "event_pk",
                        "message_pk",
                        "room_pk"),
                query("progress of the search index", 1, s -> s.search().progress(), "log_reader_pk"),
                query(
                        "messages without a viewer",
                        1,
                        s -> s.messages().findAll(List.of(new MessageId(id("message", 5)))),
                        "message_pk",
                        "account_pk",
                        "reaction_kind_pk",
                        "reaction_pk"),
                query(
                        "rooms of messages",
                        1,
                        s -> s.messages().rooms(List.of(new MessageId(id("message", 5)))),
                        "message_pk"),
                query(
                        "page of messages",
                        4,
                        s -> s.messages().list(filter(null, false), ALICE, PageRequest.FIRST, NOW),
                        "event_pk",
                        "message_pk"),
                query(
                        "page of messages of a room",
                        4,
                        s -> s.messages().list(filter(ROOM, false), ALICE, PageRequest.FIRST, NOW),
                        "event_room_idx",
                        "message_pk"),
                query(
                        "page of messages of a period",
                        6,
                        s -> s.messages().list(filter(null, true), ALICE, PageRequest.FIRST, NOW),
                        "event_pk",
                        "log_head_pk"),
                query(
                        "newest readable message",
                        6,
                        s -> s.messages()
                                .list(
                                        new MessageFilter(null, null, null, null),
                                        new AccountId(id("account", 3001)),
                                        PageRequest.FIRST,
                                        NOW),
                        "event_room_idx",
                        "message_pk",
                        "membership_pk",
                        "ban_pk"),
                query(
                        "page of mentions",
                        4,
                        s -> s.messages().mentioning(ALICE, PageRequest.FIRST, NOW),
                        "mention_position_idx",
                        "message_room_call_position_idx"),
                query(
                        "page of pins",
                        2,
                        s -> s.messages().pins(ROOM, ALICE, PageRequest.FIRST, NOW),
                        "message_pinned_idx"),
                query(
                        "page of a thread",
                        2,
                        s -> s.messages().thread(new MessageId(id("message", 5)), ALICE, PageRequest.FIRST, NOW),
                        "message_thread_idx"),
                query(
                        "page of revisions",
                        1,
                        s -> s.messages().revisions(new MessageId(id("message", 5)), PageRequest.FIRST),
                        "revision_pk"),
                query(
                        "page of reactions",
                        1,
                        s -> s.reactions().list(new MessageId(id("message", 5)), PageRequest.FIRST),
                        "reaction_number_key"),
                new PlannedQuery(
                        "add and remove a reaction", 9, MessagePlans::react, "reaction_pk", "reaction_kind_pk"),
                new PlannedQuery("edit a message", 7, MessagePlans::edit, "revision_pk", "message_pk", "mention_pk"),
                query(
                        "messages of a sender",
                        4,
                        s -> s.messages().ofSender(new AccountId(id("account", 2)), ALICE, PageRequest.FIRST, NOW),
                        "message_sender_idx",
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "message_pk"),
                new PlannedQuery(
                        "post a message",
                        3,
                        MessagePlans::postMany,
                        "room_pk",
                        "membership_pk",
                        "ban_pk",
                        "account_pk",
                        "message_client_id_key",
                        "block_pk",
                        "log_head_pk"));
    }

    private static void react(UnitOfWork uow) {
        MessageId message = new MessageId(id("message", 5));
        Emoji emoji = new Emoji("\u2764");
        uow.reactions().add(message, emoji, ALICE, 50, NOW);
        uow.messages().findAll(List.of(message));
        uow.reactions().remove(message, emoji, ALICE);
    }

    private static void edit(UnitOfWork uow) {
        MessageId id = new MessageId(id("message", 6));
        MessageView view = uow.messages().findAll(List.of(id)).get(id);
        if (view == null) {
            return;
        }
        Message before = view.message();
        Message mentioning = before.edited(new MessageText("@alice"), new Mentions(List.of(ALICE), false), NOW);
        uow.messages().edit(before, mentioning);
        uow.messages().edit(mentioning, mentioning.edited(new MessageText("nobody"), Mentions.NONE, NOW));
    }

    private static void postMany(UnitOfWork uow) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            drafts.add(new Draft(
                    new MessageId(UUID.randomUUID()),
                    ROOM,
                    ALICE,
                    new MessageText("text " + i),
                    NOW,
                    new ClientId("p" + UUID.randomUUID())));
        }
        Room room = uow.rooms().lock(Set.of(ROOM)).get(ROOM);
        if (room == null) {
            room = new Room(ROOM, RoomKind.PRIVATE, null, Topic.NONE, ALICE, NOW, NOW, 0, 0);
        }
        uow.messages().facts(drafts, NOW);
        for (Draft draft : drafts) {
            var message = draft.in(room);
            uow.append(new MessageEvent.Posted(message), NOW);
            room = room.withLastSeq(message.seq());
        }
    }
}
