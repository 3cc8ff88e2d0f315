package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Committed;
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
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.PostingPolicy;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some works in one transaction. First all rooms are locked, in order; then the changes run, each as a part that may
 * fail alone; then all markers move; then all drafts are judged together: on the rooms as they are under their locks
 * and on what one look-up tells of their senders. Works that wait at the same time are concurrent, so any order among
 * them is right; sends of one sender keep theirs.
 */
final class Batch {
    private final List<WriteCommand.Change<?>> changes = new ArrayList<>();
    private final List<WriteCommand.Read> reads = new ArrayList<>();
    private final List<WriteCommand.Post> posts = new ArrayList<>();

    Batch(List<WriteCommand<?>> works) {
        for (WriteCommand<?> work : works) {
            if (work instanceof WriteCommand.Post post) {
                posts.add(post);
            } else if (work instanceof WriteCommand.Read read) {
                reads.add(read);
            } else {
                changes.add((WriteCommand.Change<?>) work);
            }
        }
    }

    /** What is to be told to whom once the commit is durable. */
    static final class Outcome {
        private final List<Consumer<EventCursors>> completions = new ArrayList<>();
        /** What the events say, by their number in the transaction, as far as it is at hand. */
        private final List<LongFunction<LoggedEvent>> told = new ArrayList<>();

        private int posted;

        private boolean anyAccepted;

        private boolean changed;

        /** The events of the commit where all of them are of sends and markers; null where the log has to be read. */
        @Nullable
        List<LoggedEvent> contents(Position before) {
            if (changed) {
                return null;
            }
            List<LoggedEvent> events = new ArrayList<>(told.size());
            for (LongFunction<LoggedEvent> event : told) {
                events.add(event.apply(before.value() + events.size() + 1L));
            }
            return events;
        }

        /** Notes what the event says that was appended just now. */
        void tell(
                EventKind kind,
                Instant at,
                RoomId room,
                AccountId actor,
                @Nullable AccountId subject,
                EventContent content) {
            told.add(position -> new LoggedEvent(new Position(position), kind, at, room, actor, subject, content));
        }

        /** How many messages are new. */
        int posted() {
            return posted;
        }

        /** Whether there is nothing to commit: each work was refused, and has changed nothing. */
        boolean isRefused() {
            return !anyAccepted;
        }

        /** Tells the works that they are refused, where all are. */
        void refuse() {
            completions.forEach(completion -> completion.accept(event -> {
                throw new IllegalStateException("what is refused has no place in the log");
            }));
        }

        void complete(Committed<?> committed) {
            completions.forEach(completion -> completion.accept(committed::cursor));
        }

        <T> void whenCommitted(WriteCommand<T> work, Function<? super EventCursors, ? extends T> value) {
            anyAccepted = true;
            completions.add(cursors -> work.future().complete(value.apply(cursors)));
        }

        void fail(WriteCommand<?> work, Throwable cause) {
            completions.add(cursors -> work.fail(cause));
        }
    }

    Outcome run(UnitOfWork uow, Instant now) {
        Outcome outcome = new Outcome();
        if (!changes.isEmpty()) {
            outcome.changed = true;
            uow.rooms().lock(allRooms(uow));
            changes.forEach(change -> run(change, uow, outcome));
        }
        if (!reads.isEmpty()) {
            // Locked (again): a change before may have altered the room. Those of the posts as well, or the order would
            // be lost.
            new MarkerBatch(reads).run(uow, uow.rooms().lock(roomsOf(reads, posts)), now, outcome);
        }
        if (!posts.isEmpty()) {
            post(uow, now, outcome);
        }
        return outcome;
    }

    /** The rooms of all works, those of the messages that changes are about among them. */
    private Set<RoomId> allRooms(UnitOfWork uow) {
        Set<RoomId> rooms = roomsOf(reads, posts);
        Set<MessageId> messages = new HashSet<>();
        for (WriteCommand.Change<?> change : changes) {
            rooms.addAll(change.rooms());
            if (change.message() != null) {
                messages.add(change.message());
            }
        }
        if (!messages.isEmpty()) {
            rooms.addAll(uow.messages().rooms(messages).values());
        }
        return rooms;
    }

    private static Set<RoomId> roomsOf(List<? extends WriteCommand<?>> some, List<? extends WriteCommand<?>> others) {
        Set<RoomId> rooms = new HashSet<>();
        some.forEach(work -> rooms.addAll(work.rooms()));
        others.forEach(work -> rooms.addAll(work.rooms()));
        return rooms;
    }

    private static <T> void run(WriteCommand.Change<T> work, UnitOfWork uow, Outcome outcome) {
        try {
            Function<? super EventCursors, ? extends T> result =
                    uow.attempt(() -> work.change().apply(uow));
            outcome.whenCommitted(work, result);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            outcome.fail(work, e);
        }
    }

    private record SentAs(AccountId sender, ClientId clientId) {}

    /** A message of this very batch, and its event's number. */
    private record Fresh(MessageView view, int event) {}

    private void post(UnitOfWork uow, Instant now, Outcome outcome) {
        List<Draft> drafts = posts.stream().map(WriteCommand.Post::draft).toList();
        List<Messages.Facts> allFacts = uow.messages().facts(drafts, now);
        Map<RoomId, Room> rooms = new HashMap<>();
        allFacts.stream().flatMap(facts -> Stream.ofNullable(facts.room())).forEach(room -> rooms.put(room.id(), room));
        DraftReferences referred = DraftReferences.by(drafts, uow);
        Map<SentAs, Fresh> fresh = new HashMap<>();
        @Nullable Epoch epoch = null;
        for (int i = 0; i < posts.size(); i++) {
            WriteCommand.Post work = posts.get(i);
            Draft draft = work.draft();
            Messages.Facts about = allFacts.get(i);
            Room room = rooms.get(draft.roomId());
            SentAs sentAs = draft.clientId() == null ? null : new SentAs(draft.senderId(), draft.clientId());
            Fresh twin = sentAs == null ? null : fresh.get(sentAs);
            if (room == null) {
                outcome.fail(work, ChatException.notFound("room"));
            } else if (twin != null) {
                repeat(work, room, about, twin.view(), cursors -> cursors.of(twin.event()), outcome);
            } else if (about.earlier() != null) {
                // Asked for once: when everybody sends again after an outage, all of a batch are repeats.
                epoch = epoch == null ? uow.log().head().epoch() : epoch;
                Cursor first = new Cursor(epoch, about.earlier().position());
                repeat(work, room, about, about.earlier().message(), cursors -> first, outcome);
            } else {
                Decision<Message> decision =
                        PostingPolicy.post(draft, room, about.standing(), about.blocking(), referred.references(draft));
                if (decision instanceof Decision.Refused<Message> refused) {
                    outcome.fail(work, new ChatException(refused.refusal()));
                    continue;
                }
                Message message = decision.orElseThrow(ChatException::new);
                rooms.put(room.id(), room.withLastSeq(message.seq()));
                int event = uow.append(new MessageEvent.Posted(message), draft.createdAt());
                MessageView view = new MessageView(message, about.sender(), referred.repliedTo(draft), List.of());
                outcome.posted++;
                outcome.tell(
                        EventKind.MESSAGE_POSTED,
                        message.createdAt(),
                        message.roomId(),
                        message.senderId(),
                        null,
                        new EventContent.OfMessage(view, referred.countedIn(message)));
                outcome.whenCommitted(work, cursors -> new SendResult(view, cursors.of(event), false));
                if (sentAs != null) {
                    fresh.put(sentAs, new Fresh(view, event));
                }
            }
        }
    }

    /**
     * Answers a repeated send with the first message, to whoever may still see it; membership may have ended since, the
     * ack is due.
     */
    private static void repeat(
            WriteCommand.Post work,
            Room room,
            Messages.Facts facts,
            MessageView first,
            Function<EventCursors, Cursor> cursor,
            Outcome outcome) {
        if (!MembershipPolicy.maySee(room, facts.standing())) {
            outcome.fail(work, ChatException.notFound("room"));
        } else if (!first.message().roomId().equals(room.id())) {
            outcome.fail(
                    work,
                    new ChatException(
                            RefusalCode.CLIENT_ID_REUSED, "this clientId was used for a message in another room"));
        } else {
            outcome.whenCommitted(work, cursors -> new SendResult(first, cursor.apply(cursors), true));
        }
    }
}
