package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.LockTimeout;
import dev.chatrooms.application.spi.Messages;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.PostingPolicy;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch of write commands that run once, in one transaction. The steps are: lock all rooms in order; run the changes,
 * each of which may fail on its own; move all markers; decide all drafts together, on the locked rooms and on one query
 * for the facts about their senders. Commands that wait at the same time are concurrent, so any order among them is
 * correct; sends of one sender keep their order.
 */
final class Batch {
    private final HeldRooms heldRooms;
    private final List<WriteCommand.Change<?>> changes = new ArrayList<>();
    private final List<WriteCommand.Read> reads = new ArrayList<>();
    private final List<WriteCommand.Post> posts = new ArrayList<>();

    Batch(List<WriteCommand<?>> commands, HeldRooms heldRooms) {
        this.heldRooms = heldRooms;
        for (WriteCommand<?> command : commands) {
            if (command instanceof WriteCommand.Post post) {
                posts.add(post);
            } else if (command instanceof WriteCommand.Read read) {
                reads.add(read);
            } else {
                changes.add((WriteCommand.Change<?>) command);
            }
        }
    }

    /** The results that complete the commands once the commit is durable. */
    static final class Outcome {
        private final List<Consumer<EventCursors>> completions = new ArrayList<>();
        /** Builds the logged events of sends and markers from their positions. */
        private final List<LongFunction<LoggedEvent>> contents = new ArrayList<>();

        private int posted;

        private boolean anyAccepted;

        private boolean changed;

        /**
         * Returns the events of the commit if all of them come from sends and markers; null if they must be read from
         * the log.
         */
        @Nullable
        List<LoggedEvent> events(Position before) {
            if (changed) {
                return null;
            }
            List<LoggedEvent> events = new ArrayList<>(contents.size());
            for (LongFunction<LoggedEvent> event : contents) {
                events.add(event.apply(before.value() + events.size() + 1L));
            }
            return events;
        }

        /** Records the content of the event that was appended last. */
        void addContent(
                EventKind kind,
                Instant at,
                RoomId room,
                AccountId actor,
                @Nullable AccountId subject,
                EventContent content) {
            contents.add(position -> new LoggedEvent(new Position(position), kind, at, room, actor, subject, content));
        }

        int posted() {
            return posted;
        }

        /** Returns whether there is nothing to commit because every command was refused. */
        boolean isRefused() {
            return !anyAccepted;
        }

        /** Completes the commands with their refusals; only for a batch that is entirely refused. */
        void refuse() {
            completions.forEach(completion -> completion.accept(event -> {
                throw new IllegalStateException("a refused command has no position in the log");
            }));
        }

        void complete(Committed<?> committed) {
            completions.forEach(completion -> completion.accept(committed::cursor));
        }

        <T> void whenCommitted(WriteCommand<T> command, Function<? super EventCursors, ? extends T> value) {
            anyAccepted = true;
            completions.add(cursors -> command.future().complete(value.apply(cursors)));
        }

        void fail(WriteCommand<?> command, Throwable cause) {
            completions.add(cursors -> command.fail(cause));
        }
    }

    /** Runs the commands once. */
    Outcome run(UnitOfWork uow, Instant now) {
        Outcome outcome = new Outcome();
        Map<MessageId, RoomId> roomsOfMessages = roomsOfMessages(uow);
        Set<RoomId> rooms = roomsOf(reads, posts);
        changes.forEach(change -> rooms.addAll(roomsOf(change, roomsOfMessages)));
        Set<RoomId> held = heldRooms.among(rooms, uow.rooms());
        if (!held.isEmpty()) {
            rooms.removeAll(held);
            refuse(changes, change -> roomsOf(change, roomsOfMessages), held, outcome);
            refuse(reads, WriteCommand::rooms, held, outcome);
            refuse(posts, WriteCommand::rooms, held, outcome);
        }
        if (!changes.isEmpty()) {
            outcome.changed = true;
            uow.rooms().lock(rooms);
            changes.forEach(change -> run(change, uow, outcome));
        }
        if (!reads.isEmpty()) {
            // Locks the rooms again, since a change may have altered them. Includes the rooms of the posts: locks must
            // be taken in one order.
            new MarkerBatch(reads).run(uow, uow.rooms().lock(roomsOf(reads, posts)), now, outcome);
        }
        if (!posts.isEmpty()) {
            post(uow, now, outcome);
        }
        return outcome;
    }

    /** Refuses and removes the commands that need a room which another transaction holds. */
    private static <C extends WriteCommand<?>> void refuse(
            List<C> commands, Function<? super C, Set<RoomId>> rooms, Set<RoomId> held, Outcome outcome) {
        commands.removeIf(command -> {
            boolean refused = !Collections.disjoint(rooms.apply(command), held);
            if (refused) {
                outcome.fail(command, ChatException.unavailable("another transaction holds the room", null));
            }
            return refused;
        });
    }

    /** Returns the rooms of the messages that the changes concern. */
    private Map<MessageId, RoomId> roomsOfMessages(UnitOfWork uow) {
        Set<MessageId> messages = new HashSet<>();
        for (WriteCommand.Change<?> change : changes) {
            if (change.message() != null) {
                messages.add(change.message());
            }
        }
        return messages.isEmpty() ? Map.of() : uow.messages().rooms(messages);
    }

    private static Set<RoomId> roomsOf(WriteCommand.Change<?> change, Map<MessageId, RoomId> roomsOfMessages) {
        MessageId message = change.message();
        if (message == null) {
            return change.rooms();
        }
        // A room is locked for a missing message too: a hidden message must cost as much as one that does not exist.
        return Set.of(roomsOfMessages.getOrDefault(message, new RoomId(message.value())));
    }

    private static Set<RoomId> roomsOf(List<? extends WriteCommand<?>> some, List<? extends WriteCommand<?>> others) {
        Set<RoomId> rooms = new HashSet<>();
        some.forEach(command -> rooms.addAll(command.rooms()));
        others.forEach(command -> rooms.addAll(command.rooms()));
        return rooms;
    }

    private static <T> void run(WriteCommand.Change<T> command, UnitOfWork uow, Outcome outcome) {
        try {
            Function<? super EventCursors, ? extends T> result =
                    uow.attempt(() -> command.change().apply(uow));
            outcome.whenCommitted(command, result);
        } catch (LockTimeout e) {
            // The change is rolled back, and the transaction can continue without it.
            outcome.fail(command, ChatException.unavailable("another transaction holds what the change needs", e));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            outcome.fail(command, e);
        }
    }

    private record SendKey(AccountId sender, ClientId clientId) {}

    /** A message of this batch and the number of its event. */
    private record BatchMessage(MessageView view, int event) {}

    private void post(UnitOfWork uow, Instant now, Outcome outcome) {
        List<Draft> drafts = posts.stream().map(WriteCommand.Post::draft).toList();
        List<Messages.Facts> allFacts = uow.messages().facts(drafts, now);
        Map<RoomId, Room> rooms = new HashMap<>();
        allFacts.stream().flatMap(facts -> Stream.ofNullable(facts.room())).forEach(room -> rooms.put(room.id(), room));
        DraftReferences references = DraftReferences.by(drafts, uow);
        Map<SendKey, BatchMessage> inBatch = new HashMap<>();
        @Nullable Epoch epoch = null;
        for (int i = 0; i < posts.size(); i++) {
            WriteCommand.Post command = posts.get(i);
            Draft draft = command.draft();
            Messages.Facts facts = allFacts.get(i);
            Room room = rooms.get(draft.roomId());
            SendKey key = draft.clientId() == null ? null : new SendKey(draft.senderId(), draft.clientId());
            BatchMessage first = key == null ? null : inBatch.get(key);
            ChatException refusedCaller = ActiveCallers.refusalOf(command.caller(), facts.account(), now);
            if (refusedCaller != null) {
                outcome.fail(command, refusedCaller);
            } else if (room == null) {
                outcome.fail(command, ChatException.notFound("room"));
            } else if (first != null) {
                repeat(command, room, facts, first.view(), cursors -> cursors.of(first.event()), outcome);
            } else if (facts.earlier() != null) {
                // Read once for all: after an outage clients repeat their sends, and then a whole batch consists of
                // repeats.
                epoch = epoch == null ? uow.log().head().epoch() : epoch;
                Cursor cursor = new Cursor(epoch, facts.earlier().position());
                repeat(command, room, facts, facts.earlier().message(), cursors -> cursor, outcome);
            } else {
                Decision<Message> decision = PostingPolicy.post(
                        draft, room, facts.standing(), facts.blocking(), references.references(draft));
                if (decision instanceof Decision.Refused<Message> refused) {
                    outcome.fail(command, new ChatException(refused.refusal()));
                    continue;
                }
                Message message = decision.orElseThrow(ChatException::new);
                rooms.put(room.id(), room.withLastSeq(message.seq()));
                references.attached(message);
                int event = uow.append(message.posted(), draft.createdAt());
                // A sender without an account is refused above.
                Sender sender = Objects.requireNonNull(facts.sender());
                MessageView view = new MessageView(message, sender, references.repliedTo(draft), List.of());
                outcome.posted++;
                outcome.addContent(
                        EventKind.MESSAGE_POSTED,
                        message.createdAt(),
                        message.roomId(),
                        message.senderId(),
                        null,
                        new EventContent.OfMessage(view, references.threadCount(message)));
                outcome.whenCommitted(command, cursors -> new SendResult(view, cursors.of(event), false));
                if (key != null) {
                    inBatch.put(key, new BatchMessage(view, event));
                }
            }
        }
    }

    /**
     * Acknowledges a repeated send with the first message if the sender can still see the room. The sender may no
     * longer be a member.
     */
    private static void repeat(
            WriteCommand.Post command,
            Room room,
            Messages.Facts facts,
            MessageView first,
            Function<EventCursors, Cursor> cursor,
            Outcome outcome) {
        if (!PostingPolicy.mayRepeat(room, facts.standing())) {
            outcome.fail(command, ChatException.notFound("room"));
        } else if (!first.message().roomId().equals(room.id())) {
            outcome.fail(
                    command,
                    new ChatException(
                            RefusalCode.CLIENT_ID_REUSED, "this clientId was used for a message in another room"));
        } else {
            outcome.whenCommitted(command, cursors -> new SendResult(first, cursor.apply(cursors), true));
        }
    }
}
