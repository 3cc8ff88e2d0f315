package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.NOW;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.people.PeopleEvent;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.RoomEvent;
import java.util.List;
import java.util.UUID;

/**
 * One event of each kind. Each sample has a room, in which Alice acts and Bob, the only other member, is the subject.
 * Carol shares no room with them.
 */
public final class EventSamples {
    private final StoreFixture store;
    public final Account alice;
    public final Account bob;
    public final Account carol;

    private EventSamples(StoreFixture store) {
        this.store = store;
        this.alice = store.person("alice");
        this.bob = store.person("bob");
        this.carol = store.person("carol");
    }

    /** Prepares samples in an empty store. */
    public static EventSamples in(Storage storage) {
        return new EventSamples(StoreFixture.in(storage));
    }

    /** Appends an event of a kind to the log. */
    public DomainEvent append(EventKind kind) {
        RoomId room = store.aPrivateRoomWith(alice, bob);
        Message message = store.say(alice, room, "hello");
        return store.write(uow -> {
            if (kind == EventKind.ROOM_DELETED) {
                uow.rooms().delete(room);
            }
            DomainEvent event = event(kind, uow, room, message);
            uow.append(event, NOW);
            return event;
        });
    }

    private DomainEvent event(EventKind kind, UnitOfWork uow, RoomId room, Message message) {
        return switch (kind) {
            case MESSAGE_POSTED ->
                new MessageEvent.Posted(
                        StoreFixture.draft(alice, room, "again", null).in(StoreFixture.locked(uow, room)));
            case MESSAGE_EDITED -> new MessageEvent.Edited(room, message.id(), alice.id());
            case MESSAGE_DELETED -> new MessageEvent.Deleted(room, message.id(), alice.id());
            case MESSAGE_PINNED -> new MessageEvent.Pinned(room, message.id(), alice.id());
            case MESSAGE_UNPINNED -> new MessageEvent.Unpinned(room, message.id(), alice.id());
            case REACTION_ADDED -> new MessageEvent.ReactionAdded(room, message.id(), alice.id(), new Emoji("👍"));
            case REACTION_REMOVED -> new MessageEvent.ReactionRemoved(room, message.id(), alice.id(), new Emoji("👍"));
            case ROOM_CREATED -> new RoomEvent.Created(room, alice.id());
            case ROOM_UPDATED -> new RoomEvent.Updated(room, alice.id());
            case ROOM_DELETED -> new RoomEvent.Deleted(room, alice.id());
            case MEMBER_JOINED -> new RoomEvent.MemberJoined(room, bob.id(), alice.id(), 2);
            case MEMBER_LEFT -> new RoomEvent.MemberLeft(room, bob.id(), alice.id(), LeaveReason.REMOVED, 1);
            case MEMBER_UPDATED -> new RoomEvent.MemberUpdated(room, bob.id(), alice.id(), Role.MODERATOR);
            case ME_UPDATED -> new RoomEvent.OwnMembershipUpdated(room, bob.id());
            case ACCOUNT_UPDATED -> new AccountEvent.Updated(bob.id());
            case CONTACT_ADDED -> new PeopleEvent.ContactAdded(bob.id(), carol.id());
            case CONTACT_REMOVED -> new PeopleEvent.ContactRemoved(bob.id(), carol.id());
            case BLOCK_ADDED -> new PeopleEvent.BlockAdded(bob.id(), carol.id());
            case BLOCK_REMOVED -> new PeopleEvent.BlockRemoved(bob.id(), carol.id());
            case SESSION_REVOKED -> new AccountEvent.SessionRevoked(bob.id(), new SessionId(UUID.randomUUID()));
        };
    }

    /** Returns the type of content that events of a kind have. */
    public static Class<? extends EventContent> content(EventKind kind) {
        return switch (kind) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED -> EventContent.OfMessage.class;
            case MESSAGE_PINNED, MESSAGE_UNPINNED -> EventContent.OfPin.class;
            case REACTION_ADDED, REACTION_REMOVED -> EventContent.OfReaction.class;
            case ROOM_CREATED, ROOM_UPDATED -> EventContent.OfRoom.class;
            case ROOM_DELETED -> EventContent.Nothing.class;
            case MEMBER_JOINED -> EventContent.Joined.class;
            case MEMBER_LEFT -> EventContent.Left.class;
            case MEMBER_UPDATED -> EventContent.MemberChanged.class;
            case ME_UPDATED -> EventContent.OfMine.class;
            case ACCOUNT_UPDATED -> EventContent.OfAccount.class;
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED -> EventContent.OfPerson.class;
            case SESSION_REVOKED -> EventContent.Revoked.class;
        };
    }

    /** Returns the last event of the log. */
    public LoggedEvent last() {
        Position head = store.head();
        return store.log().read(new Position(head.value() - 1), head, 1).get(0);
    }

    /** Returns which of the three accounts find the last event of the log in their view of it. */
    public List<Account> receivers() {
        LoggedEvent last = last();
        return List.of(alice, bob, carol).stream()
                .filter(viewer -> store.logFor(viewer).stream()
                        .anyMatch(event -> event.position().equals(last.position())))
                .toList();
    }
}
