package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.application.spi.StoreFixture.called;
import static dev.chatrooms.application.spi.StoreFixture.disabled;
import static dev.chatrooms.application.spi.StoreFixture.draft;
import static dev.chatrooms.application.spi.StoreFixture.locked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.HistoryRequest.Anchor;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.spi.ConstraintViolation.Constraint;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.message.NamesInText;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link Messages}, and the effects of appending one. */
public interface MessagesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static List<Messages.Facts> facts(StoreFixture store, Draft... drafts) {
        return store.write(uow -> {
            uow.rooms().lock(List.of(drafts).stream().map(Draft::roomId).toList());
            return uow.messages().facts(List.of(drafts), NOW);
        });
    }

    private static RoomId aRoomWithMessages(StoreFixture store, Account owner, int count) {
        RoomId room = store.aPrivateRoomWith(owner);
        for (int i = 1; i <= count; i++) {
            store.say(owner, room, "message " + i);
        }
        return room;
    }

    private static HistoryPage history(
            StoreFixture store, RoomId room, Account viewer, Anchor anchor, long seq, int limit) {
        return store.messages()
                .history(room, viewer.id(), new HistoryRequest(anchor, seq, limit), NOW)
                .orElseThrow();
    }

    private static void assertPage(HistoryPage page, boolean before, List<Long> seqs, boolean after) {
        assertThat(page.items()).extracting(view -> view.message().seq()).containsExactlyElementsOf(seqs);
        assertThat(page.hasBefore()).as("has before").isEqualTo(before);
        assertThat(page.hasAfter()).as("has after").isEqualTo(after);
    }

    // ---- metadata

    @Test
    default void metadataShouldBeStoredWithTheMessageAndReplaced() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Metadata order = new Metadata("{\"note\":\"\uD83C\uDF75 \\\"\u00FC\\\"\",\"order\":17}");
        Draft plain = draft(alice, tea, "plain", null);
        Draft draft = new Draft(
                new MessageId(UUID.randomUUID()),
                tea,
                alice.id(),
                new MessageText("ordered"),
                order,
                null,
                null,
                NamesInText.of(new MessageText("ordered")),
                NOW,
                null);
        store.post(plain, draft);

        assertThat(metadata(store, alice, draft.id())).isEqualTo(order);
        assertThat(metadata(store, alice, plain.id())).isNull();
        assertThat(store.roomQueries().view(tea, alice.id(), NOW).orElseThrow().lastMessage())
                .extracting(MessageView::metadata)
                .isEqualTo(order);

        set(store, draft.id(), new Metadata("{}"));
        set(store, plain.id(), order);
        assertThat(metadata(store, alice, draft.id())).isEqualTo(new Metadata("{}"));
        assertThat(metadata(store, alice, plain.id())).isEqualTo(order);
        set(store, draft.id(), null);
        assertThat(metadata(store, alice, draft.id())).isNull();
    }

    @Test
    default void metadataShouldStayWhenMessageIsEditedAndGoWhenItIsDeleted() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Message posted = store.say(alice, tea, "before");
        Metadata order = new Metadata("{\"order\":17}");
        set(store, posted.id(), order);
        Message before =
                store.messages().findAll(Set.of(posted.id())).get(posted.id()).message();

        store.write(uow -> {
            locked(uow, tea);
            Message after = before.edited(new MessageText("after"), Mentions.NONE, LATER);
            uow.messages().edit(before, after);
            return after;
        });
        assertThat(metadata(store, alice, posted.id())).isEqualTo(order);
        Message edited =
                store.messages().findAll(Set.of(posted.id())).get(posted.id()).message();
        store.write(uow -> {
            locked(uow, tea);
            uow.messages().delete(List.of(edited), LATER);
            return edited;
        });

        assertThat(metadata(store, alice, posted.id())).isNull();
    }

    private static Metadata metadata(StoreFixture store, Account viewer, MessageId message) {
        MessageView seen = store.messages().find(message, viewer.id(), NOW).orElseThrow();
        assertThat(store.messages().findAll(Set.of(message)).get(message).message())
                .isEqualTo(seen.message());
        return seen.metadata();
    }

    private static void set(StoreFixture store, MessageId message, Metadata metadata) {
        store.write(uow -> {
            uow.messages().setMetadata(message, metadata);
            return message;
        });
    }

    // ---- facts

    @Test
    default void factsShouldAnswerForEachDraftInTheirOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account stranger = store.person("stranger");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId secret = store.aPrivateRoomWith(alice);
        Draft[] drafts = {
            draft(bob, tea, "1", null),
            draft(alice, secret, "2", "c"),
            draft(stranger, tea, "3", null),
            draft(bob, secret, "4", null),
            draft(bob, tea, "5", null)
        };

        List<Messages.Facts> facts = facts(store, drafts);

        assertThat(facts).hasSize(drafts.length);
        for (int i = 0; i < drafts.length; i++) {
            Draft draft = drafts[i];
            assertThat(facts.get(i).standing())
                    .isEqualTo(store.rooms().standing(draft.roomId(), draft.senderId(), NOW));
            assertThat(facts.get(i).sender().id()).isEqualTo(draft.senderId());
            assertThat(facts.get(i).earlier()).isNull();
        }
        assertThat(store.<Object>write(uow -> uow.messages().facts(List.of(), NOW)))
                .isEqualTo(List.of());
    }

    @Test
    default void factsShouldContainTheSendersCurrentNamesAndState() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.update(disabled(called(alice, "Alice of today")));

        Messages.Facts facts = facts(store, draft(alice, tea, "hello", null)).get(0);

        assertThat(facts.sender()).isEqualTo(Sender.of(called(alice, "Alice of today")));
        assertThat(facts.standing().accountActive()).isFalse();
        assertThat(facts.account()).isEqualTo(new Accounts.Standing(AccountState.DISABLED, null));
    }

    @Test
    default void factsShouldContainTheEndOfTheSendersSessions() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.write(uow -> {
            uow.accounts().endSessions(alice.id(), LATER);
            return null;
        });

        List<Messages.Facts> facts = facts(
                store,
                draft(alice, tea, "hello", null),
                new Draft(
                        new MessageId(UUID.randomUUID()),
                        tea,
                        new AccountId(UUID.randomUUID()),
                        new MessageText("hello"),
                        NOW,
                        null));

        assertThat(facts)
                .extracting(Messages.Facts::account)
                .containsExactly(new Accounts.Standing(AccountState.ACTIVE, LATER), null);
    }

    @Test
    default void factsShouldContainABan() {
        StoreFixture store = StoreFixture.in(storage());
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(store.person("alice"));
        store.ban(bob, tea, LATER);
        RoomId over = store.aPublicRoomWith(store.person("carol"));
        store.ban(bob, over, NOW);

        List<Messages.Facts> facts = facts(store, draft(bob, tea, "a", null), draft(bob, over, "b", null));

        assertThat(facts).extracting(f -> f.standing().banned()).containsExactly(true, false);
    }

    @Test
    default void isPostedShouldKnowTheClientIdsOfASenderInAllRooms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        store.say(alice, store.aPublicRoomWith(alice), "one", "c-1");
        store.say(alice, store.aPublicRoomWith(alice), "two", "c-2");

        for (String used : List.of("c-1", "c-2")) {
            assertThat(isPosted(store, alice, used)).isTrue();
        }
        assertThat(isPosted(store, alice, "C-1")).isFalse();
        assertThat(isPosted(store, bob, "c-1")).isFalse();
    }

    private static boolean isPosted(StoreFixture store, Account sender, String clientId) {
        return store.<Boolean>read(stores -> stores.messages().isPosted(sender.id(), new ClientId(clientId)));
    }

    @Test
    default void factsShouldFindTheEarlierMessageOfTheSameClientIdInWhicheverRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId other = store.aPublicRoomWith(alice, bob);
        Message first = store.say(alice, tea, "first", "same");
        Position position = store.head();
        store.say(alice, tea, "second", "other");

        List<Messages.Facts> facts = facts(
                store,
                draft(alice, tea, "again", "same"),
                draft(alice, other, "elsewhere", "same"),
                draft(bob, tea, "not the own message", "same"),
                draft(alice, tea, "in another case", "SAME"),
                draft(alice, tea, "without", null));

        Messages.Earlier earlier = new Messages.Earlier(new MessageView(first, Sender.of(alice)), position);
        assertThat(facts).extracting(Messages.Facts::earlier).containsExactly(earlier, earlier, null, null, null);
    }

    // ---- storing

    @Test
    default void appendingShouldStoreTheMessageAndMoveRoomAndMarker() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);

        Message first = store.say(alice, tea, "Grüße 🦊\n\ttabs, 'quotes', \\backslashes\\, {\"braces\"}, NULL", "c:1");
        Message second = store.say(bob, tea, "x".repeat(MessageText.MAX_CODE_POINTS));

        assertThat(List.of(first.seq(), second.seq())).containsExactly(1L, 2L);
        assertThat(history(store, tea, alice, Anchor.NEWEST, 0, 10).items())
                .extracting(MessageView::message)
                .containsExactly(first, second);
        assertThat(store.room(tea).lastSeq()).isEqualTo(2);
        assertThat(store.rooms().standing(tea, alice.id(), NOW).membership().readSeq())
                .isEqualTo(1);
        assertThat(store.rooms().standing(tea, bob.id(), NOW).membership().readSeq())
                .isEqualTo(2);
    }

    @Test
    default void appendingManyShouldStoreAllInTheirOrder() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId coffee = store.aPublicRoomWith(bob, alice);

        Committed<?> committed = store.transactions().write(uow -> {
            Room inTea = locked(uow, tea);
            Room inCoffee = locked(uow, coffee);
            for (int i = 0; i < 100; i++) {
                Message a = draft(i % 3 == 0 ? alice : bob, tea, "tea " + i, "t" + i)
                        .in(inTea);
                Message b = draft(alice, coffee, "coffee " + i, null).in(inCoffee);
                uow.append(new MessageEvent.Posted(a), NOW);
                uow.append(new MessageEvent.Posted(b), NOW);
                inTea = inTea.withLastSeq(a.seq());
                inCoffee = inCoffee.withLastSeq(b.seq());
            }
            return null;
        });

        assertThat(committed.events()).isEqualTo(200);
        assertThat(store.wholeLog().stream().skip(committed.before().value()).map(StoreFixture::inAWord))
                .hasSize(200)
                .startsWith("tea 0", "coffee 0", "tea 1", "coffee 1")
                .endsWith("tea 99", "coffee 99");
        assertThat(store.room(tea).lastSeq()).isEqualTo(100);
        assertThat(store.rooms().standing(coffee, alice.id(), NOW).membership().readSeq())
                .isEqualTo(100);
        assertThat(store.rooms().standing(tea, bob.id(), NOW).membership().readSeq())
                .isEqualTo(99);
    }

    @Test
    default void appendingShouldBeRefusedWhenTheSenderHasUsedTheClientId() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId other = store.aPublicRoomWith(alice);
        store.say(alice, tea, "first", "same");
        Position before = store.head();

        for (RoomId room : List.of(tea, other)) {
            assertThatThrownBy(() -> store.say(alice, room, "again", "same"))
                    .isInstanceOfSatisfying(
                            ConstraintViolation.class,
                            e -> assertThat(e.constraint()).isEqualTo(Constraint.CLIENT_ID));
        }
        store.say(bob, tea, "of the other sender", "same");

        assertThat(store.head()).isEqualTo(before.plus(1));
        assertThat(store.room(tea).lastSeq()).isEqualTo(2);
    }

    @Test
    default void appendingShouldFailWhenTheMessageDoesNotFollowTheLast() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "one");
        Position before = store.head();

        assertThatThrownBy(() -> store.write(uow -> {
                    Message gap =
                            draft(alice, tea, "three", null).in(locked(uow, tea).withLastSeq(2));
                    return uow.append(new MessageEvent.Posted(gap), NOW);
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.head()).isEqualTo(before);
        assertThat(store.room(tea).lastSeq()).isEqualTo(1);
    }

    // ---- history

    @Test
    default void historyShouldAnswerThePartThatWasAskedFor() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = aRoomWithMessages(store, alice, 10);

        assertPage(history(store, room, alice, Anchor.NEWEST, 0, 3), true, List.of(8L, 9L, 10L), false);
        assertPage(
                history(store, room, alice, Anchor.NEWEST, 5, 10),
                false,
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
                false);
        assertPage(history(store, room, alice, Anchor.BEFORE, 4, 2), true, List.of(2L, 3L), true);
        assertPage(history(store, room, alice, Anchor.BEFORE, 3, 5), false, List.of(1L, 2L), true);
        assertPage(history(store, room, alice, Anchor.BEFORE, 1, 5), false, List.of(), true);
        assertPage(history(store, room, alice, Anchor.BEFORE, 0, 5), false, List.of(), true);
        assertPage(history(store, room, alice, Anchor.BEFORE, 99, 2), true, List.of(9L, 10L), false);
        assertPage(history(store, room, alice, Anchor.AFTER, 0, 2), false, List.of(1L, 2L), true);
        assertPage(history(store, room, alice, Anchor.AFTER, 8, 2), true, List.of(9L, 10L), false);
        assertPage(history(store, room, alice, Anchor.AFTER, 10, 2), true, List.of(), false);
        assertPage(history(store, room, alice, Anchor.AFTER, Long.MAX_VALUE, 2), true, List.of(), false);
        assertPage(history(store, room, alice, Anchor.AROUND, 5, 4), true, List.of(3L, 4L, 5L, 6L), true);
        assertPage(history(store, room, alice, Anchor.AROUND, 5, 1), true, List.of(5L), true);
        assertPage(history(store, room, alice, Anchor.AROUND, 10, 4), true, List.of(8L, 9L, 10L), false);
        assertThat(history(store, room, alice, Anchor.AFTER, 3, 1).lastSeq()).isEqualTo(10);
    }

    @Test
    default void historyShouldBeCutAsAListIsWhateverTheSeqAndTheLimit() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId other = aRoomWithMessages(store, alice, 3);
        RoomId room = aRoomWithMessages(store, alice, 5);

        for (int limit = 1; limit <= 7; limit++) {
            for (long seq = 0; seq <= 8; seq++) {
                assertCut(store, room, alice, new HistoryRequest(Anchor.NEWEST, seq, limit), Long.MAX_VALUE, limit, 0);
                assertCut(store, room, alice, new HistoryRequest(Anchor.BEFORE, seq, limit), seq, limit, 0);
                assertCut(store, room, alice, new HistoryRequest(Anchor.AFTER, seq, limit), seq + 1, 0, limit);
                // A seq of none counts as one of the part too, as 0 does here.
                int half = limit / 2;
                assertCut(
                        store,
                        room,
                        alice,
                        new HistoryRequest(Anchor.AROUND, seq, limit),
                        seq,
                        half,
                        limit - half - (seq == 0 ? 1 : 0));
            }
        }
        assertPage(history(store, other, alice, Anchor.AROUND, 2, 200), false, List.of(1L, 2L, 3L), false);
        assertPage(history(store, room, alice, Anchor.BEFORE, Long.MAX_VALUE, 1), true, List.of(5L), false);
        assertPage(history(store, room, alice, Anchor.AROUND, Long.MAX_VALUE, 2), true, List.of(5L), false);
    }

    /** Asserts how many messages of a page, in a room of five, are before a seq, and how many from it on. */
    private static void assertCut(
            StoreFixture store, RoomId room, Account viewer, HistoryRequest request, long seq, int before, int from) {
        List<Long> below =
                LongStream.rangeClosed(1, 5).filter(s -> s < seq).boxed().toList();
        List<Long> above =
                LongStream.rangeClosed(1, 5).filter(s -> s >= seq).boxed().toList();
        List<Long> expected = new ArrayList<>(below.subList(Math.max(below.size() - before, 0), below.size()));
        expected.addAll(above.subList(0, Math.min(from, above.size())));

        HistoryPage page =
                store.messages().history(room, viewer.id(), request, NOW).orElseThrow();

        assertThat(page.items())
                .as("%s", request)
                .extracting(view -> view.message().seq())
                .isEqualTo(expected);
        assertThat(page.hasBefore()).as("%s has before", request).isEqualTo(below.size() > before);
        assertThat(page.hasAfter()).as("%s has after", request).isEqualTo(above.size() > from);
        assertThat(page.lastSeq()).isEqualTo(5);
    }

    @Test
    default void historyShouldShowReactionsAsTheViewerSeesThem() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aPublicRoomWith(alice, bob);
        Emoji tea = new Emoji("\uD83C\uDF75");
        Emoji heart = new Emoji("\u2764\uFE0F");
        MessageId first = store.say(alice, room, "first").id();
        store.say(alice, room, "second");
        MessageId third = store.say(bob, room, "third").id();
        react(store, first, tea, bob);
        react(store, first, heart, alice);
        react(store, first, tea, alice);
        react(store, third, heart, alice);

        assertThat(reactions(store, room, bob))
                .containsExactly(
                        List.of(new ReactionCount(tea, 2, true), new ReactionCount(heart, 1, false)),
                        List.of(),
                        List.of(new ReactionCount(heart, 1, false)));
        assertThat(reactions(store, room, alice))
                .containsExactly(
                        List.of(new ReactionCount(tea, 2, true), new ReactionCount(heart, 1, true)),
                        List.of(),
                        List.of(new ReactionCount(heart, 1, true)));
        assertThat(store.messages().findAll(List.of(first, third), bob.id(), NOW))
                .extracting(MessageView::reactions)
                .containsExactlyInAnyOrder(
                        List.of(new ReactionCount(tea, 2, true), new ReactionCount(heart, 1, false)),
                        List.of(new ReactionCount(heart, 1, false)));
    }

    private static void react(StoreFixture store, MessageId message, Emoji emoji, Account account) {
        store.write(uow -> uow.reactions().add(message, emoji, account.id(), 10, NOW));
    }

    private static List<List<ReactionCount>> reactions(StoreFixture store, RoomId room, Account viewer) {
        return history(store, room, viewer, Anchor.NEWEST, 0, 10).items().stream()
                .map(MessageView::reactions)
                .toList();
    }

    /** Also with all that there can be in a message, for which a store might ask again. */
    @Test
    default void historyAndFindShouldBeOneQuestion() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        MessageId message = store.say(alice, room, "hello").id();
        react(store, message, new Emoji("\uD83C\uDF75"), alice);

        HistoryPage page = store.transactions()
                .<HistoryPage>readSingle(stores -> stores.messages()
                        .history(room, alice.id(), HistoryRequest.newest(10), NOW)
                        .orElseThrow());
        MessageView found = store.transactions()
                .<MessageView>readSingle(stores ->
                        stores.messages().find(message, alice.id(), NOW).orElseThrow());

        assertThat(page.items()).containsExactly(found);
        assertThat(found.reactions()).hasSize(1);
        assertThat(store.transactions()
                        .<List<MessageView>>readSingle(
                                stores -> stores.messages().findAll(List.of(message), alice.id(), NOW)))
                .containsExactly(found);
    }

    @Test
    default void historyShouldBeAPageWithoutItemsWhenNothingWasSaid() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);

        for (Anchor anchor : Anchor.values()) {
            assertPage(history(store, room, alice, anchor, 0, 5), false, List.of(), false);
            assertPage(history(store, room, alice, anchor, 7, 5), false, List.of(), false);
        }
    }

    @Test
    default void historyShouldShowSendersNamesOfToday() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = aRoomWithMessages(store, alice, 2);
        store.update(called(alice, "Alice of today"));

        assertThat(history(store, room, alice, Anchor.NEWEST, 0, 5).items())
                .allSatisfy(
                        view -> assertThat(view.sender().displayName().value()).isEqualTo("Alice of today"));
    }

    @Test
    default void historyAndFindShouldBeEmptyWhenTheViewerMayNotReadTheRoom() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId secret = store.aPrivateRoomWith(alice, bob);
        RoomId tea = store.aPublicRoomWith(alice, bob);
        RoomId gone = store.aPublicRoomWith(alice, bob);
        Message inSecret = store.say(alice, secret, "psst");
        Message inTea = store.say(alice, tea, "hello");
        Message inGone = store.say(alice, gone, "bye");
        store.leave(bob, secret);
        store.leave(bob, tea);
        store.delete(gone, alice);

        assertThat(mayRead(store, inSecret, bob)).isFalse();
        assertThat(mayRead(store, inSecret, alice)).isTrue();
        assertThat(mayRead(store, inTea, bob)).isTrue();
        assertThat(mayRead(store, inGone, alice)).isFalse();
        store.end(bob, tea, LeaveReason.BANNED);
        store.ban(bob, tea, null);
        assertThat(mayRead(store, inTea, bob)).isFalse();
        assertThat(store.messages().history(new RoomId(UUID.randomUUID()), alice.id(), HistoryRequest.newest(5), NOW))
                .isEmpty();
        assertThat(store.messages().find(new MessageId(UUID.randomUUID()), alice.id(), NOW))
                .isEmpty();
    }

    private static boolean mayRead(StoreFixture store, Message message, Account viewer) {
        boolean history = store.messages()
                .history(message.roomId(), viewer.id(), HistoryRequest.newest(5), NOW)
                .isPresent();
        boolean find = store.messages().find(message.id(), viewer.id(), NOW).isPresent();
        assertThat(find).as("find as history").isEqualTo(history);
        assertThat(store.messages().findAll(List.of(message.id()), viewer.id(), NOW))
                .as("find all as find")
                .hasSize(find ? 1 : 0);
        return find;
    }

    @Test
    default void findShouldAnswerTheMessageWithItsSender() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        Message message = store.say(alice, tea, "hello", "c");

        assertThat(store.messages().find(message.id(), alice.id(), NOW))
                .contains(new MessageView(message, Sender.of(alice)));
        assertThat(store.<Object>write(uow -> uow.rooms().lock(Set.of(tea)).get(tea)))
                .isEqualTo(store.room(tea));
    }

    @Test
    default void findAllShouldAnswerEachMessageOnceThatThereIsToRead() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId tea = store.aPublicRoomWith(alice);
        RoomId secret = store.aPrivateRoomWith(alice);
        Message one = store.say(alice, tea, "one");
        Message two = store.say(alice, tea, "two");
        Message hidden = store.say(alice, secret, "hidden");
        List<MessageId> ids = List.of(two.id(), one.id(), hidden.id(), two.id(), new MessageId(UUID.randomUUID()));

        assertThat(store.messages().findAll(ids, bob.id(), NOW))
                .extracting(MessageView::message)
                .containsExactlyInAnyOrder(one, two);
        assertThat(store.messages().findAll(ids, alice.id(), NOW)).hasSize(3);
        assertThat(store.messages().findAll(List.of(), alice.id(), NOW)).isEmpty();
    }

    // ---- a sender's messages

    private static List<String> saidBy(StoreFixture store, Account sender, Account viewer, int limit) {
        List<String> texts = new ArrayList<>();
        String cursor = null;
        do {
            Page<MessageView> page =
                    store.messages().ofSender(sender.id(), viewer.id(), new PageRequest(limit, cursor), NOW);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.items().isEmpty() && page.next() != null).isFalse();
            page.items().forEach(view -> texts.add(view.message().text().value()));
            cursor = page.next();
        } while (cursor != null);
        return texts;
    }

    @Test
    default void ofSenderShouldReturnReadableMessagesNewestFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId shared = store.aPrivateRoomWith(bob, alice);
        RoomId open = store.aPublicRoomWith(bob);
        RoomId secret = store.aPrivateRoomWith(bob);
        RoomId banned = store.aPublicRoomWith(bob);
        store.ban(alice, banned, null);
        RoomId gone = store.aPublicRoomWith(bob, alice);
        for (int i = 0; i < 3; i++) {
            store.say(bob, shared, "shared " + i);
            store.say(bob, secret, "secret " + i);
            store.say(alice, shared, "hers " + i);
            store.say(bob, open, "open " + i);
            store.say(bob, banned, "banned " + i);
            store.say(bob, gone, "gone " + i);
        }
        store.delete(gone, bob);

        for (int limit : new int[] {1, 2, 200}) {
            assertThat(saidBy(store, bob, alice, limit))
                    .containsExactly("open 2", "shared 2", "open 1", "shared 1", "open 0", "shared 0");
        }
        assertThat(saidBy(store, bob, store.person("stranger"), 50))
                .containsExactly("banned 2", "open 2", "banned 1", "open 1", "banned 0", "open 0");
        assertThat(saidBy(store, alice, bob, 50)).containsExactly("hers 2", "hers 1", "hers 0");
    }

    @Test
    default void ofSenderShouldFindTheFewThatCanBeReadAmongManyThatCannot() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId open = store.aPublicRoomWith(bob);
        RoomId secret = store.aPrivateRoomWith(bob);
        store.say(bob, open, "long ago");
        store.write(uow -> {
            for (int i = 0; i < 5000; i++) {
                Message message = StoreFixture.draft(bob, secret, "psst " + i, null)
                        .in(new dev.chatrooms.domain.room.Room(
                                secret,
                                dev.chatrooms.domain.room.RoomKind.PRIVATE,
                                null,
                                dev.chatrooms.domain.room.Topic.NONE,
                                bob.id(),
                                NOW,
                                NOW,
                                i,
                                1));
                uow.append(new MessageEvent.Posted(message), NOW);
            }
            return null;
        });
        store.say(bob, open, "just now");

        assertThat(saidBy(store, bob, alice, 10)).containsExactly("just now", "long ago");
    }

    @Test
    default void ofSenderShouldThrowWhenTheCursorBelongsToAnotherList() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");

        for (String cursor :
                List.of("x", dev.chatrooms.application.common.PageKey.of("a").encode())) {
            assertThatThrownBy(() -> store.messages().ofSender(alice.id(), alice.id(), new PageRequest(5, cursor), NOW))
                    .isInstanceOf(InvalidCursor.class);
        }
    }

    @Test
    default void findAllShouldReturnExistingMessagesWithTheirReplies() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPrivateRoomWith(alice);
        Message first = store.say(alice, room, "x".repeat(250));
        Message second = store.write(uow -> {
            Message message = referring(alice, room, first.id(), first.id(), Mentions.NONE, locked(uow, room));
            uow.append(new MessageEvent.Posted(message), NOW);
            return message;
        });
        MessageId none = new MessageId(UUID.randomUUID());

        assertThat(store.messages().rooms(List.of(first.id(), second.id(), none)))
                .containsOnly(Map.entry(first.id(), room), Map.entry(second.id(), room));
        Map<MessageId, MessageView> found = store.messages().findAll(List.of(first.id(), second.id(), none));
        assertThat(found).containsOnlyKeys(first.id(), second.id());
        assertThat(found.get(first.id()).message()).isEqualTo(first.withThreadCount(1));
        assertThat(found.get(second.id()).message()).isEqualTo(second);
        assertThat(found.get(second.id()).replyTo())
                .isEqualTo(new RepliedTo(first.id(), Sender.of(alice), "x".repeat(200)));
    }

    private static Message referring(
            Account sender, RoomId room, MessageId replyTo, MessageId threadId, Mentions mentions, Room locked) {
        Draft draft = draft(sender, room, "refers to something", null);
        return new Draft(
                        draft.id(),
                        room,
                        sender.id(),
                        draft.text(),
                        draft.metadata(),
                        replyTo,
                        threadId,
                        draft.names(),
                        draft.createdAt(),
                        null)
                .in(locked, mentions, List.of());
    }

    @Test
    default void editAndDeleteShouldChangeMentionsAndKeepEarlierTexts() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId room = store.aPrivateRoomWith(alice, bob, carol);
        Message posted = store.write(uow -> {
            Message message =
                    referring(alice, room, null, null, new Mentions(List.of(bob.id()), false), locked(uow, room));
            uow.append(new MessageEvent.Posted(message), NOW);
            return message;
        });
        Message edited = posted.edited(new MessageText("edited"), new Mentions(List.of(carol.id()), true), LATER);
        Message deleted = edited.deleted(LATER);

        store.write(uow -> {
            locked(uow, room);
            uow.messages().edit(posted, edited);
            return null;
        });
        assertThat(store.messages()
                        .find(posted.id(), bob.id(), NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo(edited);
        assertThat(store.messages().revisions(posted.id(), PageRequest.FIRST).items())
                .containsExactly(new Revision(posted.text(), NOW));
        assertThat(calls(store, bob, room)).isEqualTo(1);
        assertThat(calls(store, carol, room)).isEqualTo(1);
        assertThat(calls(store, alice, room)).isZero();
        assertThat(store.messages().notYetRead(posted, null)).containsExactlyInAnyOrder(bob.id(), carol.id());
        assertThat(store.messages().notYetRead(posted, List.of(alice.id(), bob.id(), new AccountId(UUID.randomUUID()))))
                .containsExactly(bob.id());

        store.write(uow -> {
            locked(uow, room);
            uow.messages().delete(List.of(edited), LATER);
            return null;
        });
        assertThat(store.messages()
                        .find(posted.id(), bob.id(), NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo(deleted);
        assertThat(store.messages().revisions(posted.id(), PageRequest.FIRST).items())
                .isEmpty();
        assertThat(calls(store, bob, room)).isZero();
        assertThat(store.messages()
                        .mentioning(carol.id(), PageRequest.FIRST, NOW)
                        .items())
                .isEmpty();
    }

    @Test
    default void deleteShouldRemoveManyMessagesAtOnceWithTheirThreads() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aPrivateRoomWith(alice, bob);
        RoomId other = store.aPublicRoomWith(alice, bob);
        Message kept = store.say(bob, room, "root");
        Message root = store.say(alice, room, "root");
        Mentions bobs = new Mentions(List.of(bob.id()), false);
        List<Message> gone = new ArrayList<>(List.of(root, store.say(alice, other, "elsewhere")));
        for (MessageId thread : List.of(kept.id(), kept.id(), root.id())) {
            gone.add(store.write(uow -> {
                Message reply = referring(alice, room, null, thread, bobs, locked(uow, room));
                uow.append(new MessageEvent.Posted(reply), NOW);
                return reply;
            }));
        }

        store.write(uow -> {
            uow.rooms().lock(List.of(room, other));
            uow.messages().delete(gone, LATER);
            return null;
        });

        Map<MessageId, MessageView> left =
                store.messages().findAll(gone.stream().map(Message::id).toList());
        assertThat(left.values()).allSatisfy(view -> {
            assertThat(view.message().text()).isNull();
            assertThat(view.message().deletedAt()).isEqualTo(LATER);
            assertThat(view.message().threadCount()).isZero();
        });
        assertThat(left).hasSize(gone.size());
        assertThat(store.messages().findAll(Set.of(kept.id())).get(kept.id()).message())
                .isEqualTo(kept);
        assertThat(calls(store, bob, room)).isZero();
    }

    @Test
    default void postedShouldListAllMessagesOfASenderInTheOrderOfTheLog() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId room = store.aPrivateRoomWith(alice, bob);
        RoomId gone = store.aPrivateRoomWith(alice);
        Message first = store.say(alice, gone, "first");
        store.say(bob, room, "of another");
        Message second = store.write(uow -> {
            Message message = referring(alice, room, null, null, new Mentions(List.of(), true), locked(uow, room));
            uow.append(new MessageEvent.Posted(message), NOW);
            return message;
        });
        Message third = store.say(alice, room, "third");
        store.delete(gone, alice);
        store.write(uow -> {
            locked(uow, room);
            uow.messages().delete(List.of(third), LATER);
            return null;
        });

        List<Messages.Posted> posted = store.messages().posted(alice.id(), Position.START, 10);

        assertThat(posted).extracting(Messages.Posted::id).containsExactly(first.id(), second.id(), third.id());
        assertThat(posted).extracting(Messages.Posted::roomId).containsExactly(gone, room, room);
        assertThat(posted).extracting(Messages.Posted::mentionsRoom).containsExactly(false, true, false);
        assertThat(store.messages().posted(alice.id(), Position.START, 2)).isEqualTo(posted.subList(0, 2));
        assertThat(store.messages().posted(alice.id(), posted.get(0).position(), 10))
                .isEqualTo(posted.subList(1, 3));
    }

    private static long calls(StoreFixture store, Account account, RoomId room) {
        return store.roomQueries()
                .view(room, account.id(), NOW)
                .orElseThrow()
                .me()
                .mentions();
    }
}
