package dev.chatrooms.application.message;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.EditingPolicy;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of posted messages, replies, threads, mentions and reactions, on any store. */
public abstract class MessageEditingContract {
    private static final String THUMB = "\uD83D\uDC4D";
    private static final String HEART = "\u2764\uFE0F";

    private Storage storage;
    private Chat chat;
    private StoreFixture store;
    private Caller alice;
    private Caller bob;
    private Caller carol;
    /** A room of Alice's with Bob and Carol as members. */
    private RoomId tea;

    /** Returns an empty store, a new one for each test. */
    public abstract Storage storage();

    @BeforeEach
    void begin() {
        storage = storage();
        store = StoreFixture.in(storage);
        chat = chatOn(storage);
        alice = person(chat, "alice");
        bob = person(chat, "bob");
        carol = person(chat, "carol");
        tea = publicRoom(chat, alice, "Tea");
        get(chat.rooms().join(bob, tea));
        get(chat.rooms().join(carol, tea));
    }

    @AfterEach
    void end() {
        chat.close();
    }

    private MessageId said(Caller sender, String text) {
        return say(chat, sender, tea, text).message().message().id();
    }

    private MessageId sent(Caller sender, String text, MessageId replyTo, MessageId threadId) {
        return get(chat.messages().send(sender, new Send(tea, text, replyTo, threadId, List.of(), null)))
                .message()
                .message()
                .id();
    }

    private MessageView seen(Caller caller, MessageId id) {
        return chat.messages().message(caller, id);
    }

    private Message message(MessageId id) {
        return seen(alice, id).message();
    }

    private List<LoggedEvent> since(Position before) {
        return store.log().read(before, store.head(), 1000);
    }

    private List<EventKind> kindsSince(Position before) {
        return since(before).stream().map(LoggedEvent::kind).toList();
    }

    private long mentions(Caller caller) {
        return chat.rooms().room(caller, tea).me().mentions();
    }

    private static RefusalCode code(CompletableFuture<?> outcome) {
        return refusal(outcome).code();
    }

    private static List<String> texts(Page<MessageView> page) {
        return page.items().stream()
                .map(view -> String.valueOf(view.message().text()))
                .toList();
    }

    // ---- editing and deleting

    @Test
    void editShouldReplaceTheTextAndKeepARevision() {
        MessageId id = said(bob, "frist");
        Position before = store.head();

        EditResult edited = get(chat.editing().edit(bob, id, "first"));

        assertThat(edited.message()).isEqualTo(seen(bob, id));
        assertThat(edited.message().message().text()).hasToString("first");
        assertThat(edited.message().message().editedAt()).isNotNull();
        assertThat(edited.cursor()).isEqualTo(store.log().head());
        assertThat(kindsSince(before)).containsExactly(EventKind.MESSAGE_EDITED);
        get(chat.editing().edit(bob, id, "First"));
        assertThat(chat.editing().revisions(bob, id, PageRequest.FIRST).items())
                .extracting(revision -> revision.text().value())
                .containsExactly("frist", "first");
        Page<Revision> page = chat.editing().revisions(alice, id, new PageRequest(1, null));
        assertThat(page.items())
                .singleElement()
                .satisfies(revision ->
                        assertThat(revision.at()).isEqualTo(message(id).createdAt()));
        assertThat(chat.editing()
                        .revisions(alice, id, new PageRequest(1, page.next()))
                        .items())
                .extracting(revision -> revision.text().value())
                .containsExactly("first");
    }

    @Test
    void editShouldChangeNothingWhenTheTextIsTheSame() {
        MessageId id = said(bob, "same");
        Position before = store.head();

        EditResult edited = get(chat.editing().edit(bob, id, "same"));

        assertThat(edited.cursor()).isNull();
        assertThat(edited.message().message().editedAt()).isNull();
        assertThat(since(before)).isEmpty();
        assertThat(chat.editing().revisions(bob, id, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void changesShouldBeRefusedWithoutTheRequiredRole() {
        MessageId id = said(bob, "hello");
        Caller dave = person(chat, "dave");
        RoomId secret = privateRoom(chat, alice, "Secret");
        MessageId hidden = say(chat, alice, secret, "psst").message().message().id();
        MessageEditing editing = chat.editing();

        assertThat(code(editing.edit(carol, id, "mine"))).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(code(editing.edit(alice, id, "mine"))).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(code(editing.delete(carol, id))).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(code(editing.pin(bob, id, true))).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(refusal(() -> editing.revisions(carol, id, PageRequest.FIRST))
                        .code())
                .isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(code(editing.react(dave, id, THUMB, true))).isEqualTo(RefusalCode.NOT_A_MEMBER);
        assertThat(code(editing.delete(dave, id))).isEqualTo(RefusalCode.NOT_A_MEMBER);
        assertThat(blamed(refusal(editing.edit(bob, id, " ")))).containsExactly("text empty");
        for (MessageId none : List.of(hidden, new MessageId(new UUID(0, 1)))) {
            assertThat(code(editing.edit(bob, none, "mine"))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(code(editing.delete(bob, none))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(code(editing.react(bob, none, THUMB, true))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(code(editing.pin(bob, none, true))).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refusal(() -> editing.reactions(bob, none, PageRequest.FIRST))
                            .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
        }
        get(chat.rooms().leave(bob, tea));
        assertThat(code(editing.edit(bob, id, "gone"))).isEqualTo(RefusalCode.NOT_A_MEMBER);
        assertThat(message(id).text()).hasToString("hello");
    }

    @Test
    void deleteShouldKeepOnlyThePlaceOfTheMessage() {
        MessageId id = said(bob, "hush @carol");
        get(chat.editing().edit(bob, id, "hush hush @carol"));
        get(chat.editing().react(alice, id, THUMB, true));
        get(chat.editing().pin(alice, id, true));
        Position before = store.head();

        ChangeResult deleted = get(chat.editing().delete(bob, id));

        assertThat(deleted.cursor()).isNotNull();
        Message tombstone = message(id);
        assertThat(tombstone.seq()).isEqualTo(1);
        assertThat(tombstone.text()).isNull();
        assertThat(tombstone.isDeleted()).isTrue();
        assertThat(tombstone.mentions().isEmpty()).isTrue();
        assertThat(tombstone.pinned()).isFalse();
        assertThat(seen(alice, id).reactions()).isEmpty();
        assertThat(chat.editing().revisions(bob, id, PageRequest.FIRST).items()).isEmpty();
        assertThat(chat.editing().reactions(bob, id, PageRequest.FIRST).items()).isEmpty();
        assertThat(chat.editing().pins(bob, tea, PageRequest.FIRST).items()).isEmpty();
        assertThat(chat.messages().mentions(carol, PageRequest.FIRST).items()).isEmpty();
        assertThat(mentions(carol)).isZero();
        assertThat(kindsSince(before)).containsExactly(EventKind.MESSAGE_DELETED, EventKind.ME_UPDATED);
        assertThat(store.wholeLog().stream().map(StoreFixture::inAWord).toList())
                .noneMatch(word -> word.contains("hush"));

        Position after = store.head();
        assertThat(get(chat.editing().delete(bob, id)).cursor()).isNull();
        assertThat(get(chat.editing().delete(alice, id)).cursor()).isNull();
        assertThat(since(after)).isEmpty();
    }

    @Test
    void deleteShouldBeAllowedToModeratorsAndOwners() {
        MessageId id = said(bob, "rude");

        get(chat.editing().delete(alice, id));

        assertThat(message(id).isDeleted()).isTrue();
        assertThat(since(new Position(store.head().value() - 1)))
                .singleElement()
                .satisfies(event -> assertThat(event.actorId()).isEqualTo(alice.accountId()));
    }

    @Test
    void deletedMessageShouldAcceptNoFurtherChanges() {
        MessageId id = said(bob, "gone");
        get(chat.editing().delete(bob, id));

        assertThat(code(chat.editing().edit(bob, id, "back"))).isEqualTo(RefusalCode.DELETED);
        assertThat(code(chat.editing().react(alice, id, THUMB, true))).isEqualTo(RefusalCode.DELETED);
        assertThat(code(chat.editing().react(alice, id, THUMB, false))).isEqualTo(RefusalCode.DELETED);
        assertThat(code(chat.editing().pin(alice, id, true))).isEqualTo(RefusalCode.DELETED);
    }

    @Test
    void deletedTextShouldAppearNowhere() {
        Recorder stream = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
        String start = stream.welcome().cursor().toString();
        Caller dave = person(chat, "dave");
        MessageId id = said(bob, "secret one");
        MessageId reply = sent(carol, "what?", id, null);
        get(chat.rooms().join(dave, tea));
        get(chat.editing().edit(bob, id, "secret two"));
        MessageId last = said(bob, "secret three");
        get(chat.rooms().leave(dave, tea));
        get(chat.rooms().join(dave, tea));
        Position before = store.head();

        get(chat.editing().delete(bob, id));
        get(chat.editing().delete(bob, last));
        stream.awaitDelivered(store.head());

        for (Caller reader : List.of(bob, alice, dave)) {
            Recorder again = Recorder.eager().on(chat.events().events(reader, StreamRequest.after(start)));
            again.awaitDelivered(store.head());
            assertThat(again.events().toString()).isNotEmpty();
            assertThat(again.events().stream()
                            .map(event -> String.valueOf(event.event().content())))
                    .noneMatch(content -> content.contains("secret"));
            again.cancel();
        }
        assertThat(store.wholeLog().toString()).doesNotContain("secret");
        assertThat(chat.messages()
                        .history(alice, tea, HistoryRequest.newest(50))
                        .toString())
                .doesNotContain("secret");
        assertThat(chat.rooms().ownRooms(alice, PageRequest.FIRST).toString()).doesNotContain("secret");
        assertThat(seen(alice, reply).replyTo().text()).isNull();
        assertThat(since(before)).hasSize(2);
        stream.cancel();
    }

    // ---- replies and threads

    @Test
    void replyShouldShowTheCurrentStateOfItsMessage() {
        MessageId first = said(alice, "x".repeat(300));
        MessageId reply = sent(bob, "indeed", first, null);

        RepliedTo shown = seen(carol, reply).replyTo();
        assertThat(shown.id()).isEqualTo(first);
        assertThat(shown.sender().username()).hasToString("alice");
        assertThat(shown.text()).isEqualTo("x".repeat(200));
        get(chat.editing().edit(alice, first, "short"));
        assertThat(seen(carol, reply).replyTo().text()).isEqualTo("short");
        get(chat.editing().delete(alice, first));
        assertThat(seen(carol, reply).replyTo().text()).isNull();
        MessageId late = sent(bob, "what was it?", first, null);
        assertThat(seen(carol, late).replyTo()).isEqualTo(seen(carol, reply).replyTo());
    }

    @Test
    void sendShouldBeRefusedWhenItRefersToAMissingMessage() {
        RoomId coffee = publicRoom(chat, alice, "Coffee");
        MessageId elsewhere =
                say(chat, alice, coffee, "here").message().message().id();
        MessageId root = said(alice, "root");
        MessageId under = sent(alice, "under", null, root);

        assertThat(blamed(refusal(chat.messages().send(alice, send(elsewhere, elsewhere)))))
                .containsExactly("replyTo unknown", "threadId unknown");
        MessageId none = new MessageId(new UUID(0, 1));
        assertThat(blamed(refusal(chat.messages().send(alice, send(none, none)))))
                .containsExactly("replyTo unknown", "threadId unknown");
        assertThat(blamed(refusal(chat.messages().send(alice, send(null, under)))))
                .containsExactly("threadId not_a_root");
        UUID file = new UUID(0, 7);
        assertThat(blamed(refusal(
                        chat.messages().send(alice, new Send(tea, null, null, null, List.of(file, file), null)))))
                .containsExactly("attachments[0] unknown_file", "attachments[1] unknown_file");
        assertThat(blamed(refusal(chat.messages()
                        .send(alice, new Send(tea, "x", null, null, Collections.nCopies(11, file), null)))))
                .containsExactly("attachments too_many");
    }

    private Send send(MessageId replyTo, MessageId threadId) {
        return new Send(tea, "text", replyTo, threadId, List.of(), null);
    }

    @Test
    void threadShouldCountTheRepliesOfItsRoot() {
        MessageId root = said(alice, "root");
        List<CompletableFuture<SendResult>> sent = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            sent.add(chat.messages().send(bob, new Send(tea, "under " + i, null, root, List.of(), null)));
        }
        sent.forEach(posted -> get(posted));
        MessageId second = get(sent.get(1)).message().message().id();

        assertThat(message(root).threadCount()).isEqualTo(5);
        get(chat.editing().delete(bob, second));
        assertThat(message(root).threadCount()).isEqualTo(4);
        get(chat.editing().delete(bob, second));
        assertThat(message(root).threadCount()).isEqualTo(4);

        LoggedEvent deleted = since(new Position(store.head().value() - 1)).get(0);
        assertThat(((EventContent.OfMessage) deleted.content()).rootCount()).isEqualTo(4);
        MessageThread page = chat.messages().thread(carol, root, new PageRequest(3, null));
        assertThat(page.root().message().id()).isEqualTo(root);
        assertThat(texts(page.items())).containsExactly("under 1", "null", "under 3");
        MessageThread rest = chat.messages()
                .thread(carol, second, new PageRequest(3, page.items().next()));
        assertThat(rest.root()).isEqualTo(page.root());
        assertThat(texts(rest.items())).containsExactly("under 4", "under 5");
        assertThat(rest.items().next()).isNull();
    }

    @Test
    void threadShouldSurviveTheDeletionOfItsRoot() {
        MessageId root = said(alice, "root");
        get(chat.editing().delete(alice, root));

        MessageId under = sent(bob, "still", null, root);

        assertThat(message(under).threadId()).isEqualTo(root);
        assertThat(message(root).threadCount()).isEqualTo(1);
    }

    /** The committer passes posted messages to the feed without reading them again, so both must be equal. */
    @Test
    void liveEventShouldEqualTheEventFromTheLog() {
        MessageId root = said(alice, "root");
        Recorder stream = Recorder.eager().on(chat.events().events(carol, StreamRequest.FROM_NOW));
        stream.welcome();

        List<CompletableFuture<SendResult>> sent = List.of(
                chat.messages().send(bob, new Send(tea, "@carol, @alice", root, root, List.of(), "c-1")),
                chat.messages().send(alice, new Send(tea, "@room", root, null, List.of(), null)),
                chat.messages().send(bob, new Send(tea, "plain", null, root, List.of(), null)));
        sent.forEach(posted -> get(posted));
        stream.awaitEvents(3);

        List<LoggedEvent> log = since(stream.welcome().cursor().position());
        assertThat(stream.events()).hasSize(3);
        // The log reports the current count for the first reply; everything else is equal.
        assertThat(stream.events().get(2).event()).isEqualTo(log.get(2));
        assertThat(stream.events().get(1).event()).isEqualTo(log.get(1));
        assertThat(stream.events().get(0).event().content())
                .isEqualTo(new EventContent.OfMessage(
                        ((EventContent.OfMessage) log.get(0).content()).message(), 1));
        stream.cancel();
    }

    // ---- mentions

    @Test
    void mentionShouldCountUntilItIsRead() {
        said(alice, "hello @bob and @bob, @nobody");
        MessageId second = said(alice, "@bob @carol!");

        assertThat(mentions(bob)).isEqualTo(2);
        assertThat(mentions(carol)).isEqualTo(1);
        assertThat(mentions(alice)).isZero();
        assertThat(message(second).mentions().people()).containsExactly(bob.accountId(), carol.accountId());
        assertThat(texts(chat.messages().mentions(bob, PageRequest.FIRST)))
                .containsExactly("@bob @carol!", "hello @bob and @bob, @nobody");
        Page<MessageView> newest = chat.messages().mentions(bob, new PageRequest(1, null));
        assertThat(texts(newest)).containsExactly("@bob @carol!");
        assertThat(texts(chat.messages().mentions(bob, new PageRequest(1, newest.next()))))
                .containsExactly("hello @bob and @bob, @nobody");
        said(bob, "I am here");
        assertThat(mentions(bob)).isZero();
        assertThat(chat.messages().mentions(bob, PageRequest.FIRST).items()).hasSize(2);
    }

    @Test
    void roomMentionShouldCountOnlyFromModeratorsAndOwners() {
        MessageId none = said(bob, "@room attention");
        MessageId all = said(alice, "@room @bob attention");

        assertThat(message(none).mentions().room()).isFalse();
        assertThat(message(all).mentions().room()).isTrue();
        assertThat(mentions(bob)).isEqualTo(1);
        assertThat(mentions(carol)).isEqualTo(1);
        assertThat(mentions(alice)).isZero();
        assertThat(texts(chat.messages().mentions(carol, PageRequest.FIRST))).containsExactly("@room @bob attention");
        assertThat(chat.messages().mentions(alice, PageRequest.FIRST).items()).isEmpty();
        Caller dave = person(chat, "dave");
        get(chat.rooms().join(dave, tea));
        assertThat(mentions(dave)).isZero();
        assertThat(chat.messages().mentions(dave, PageRequest.FIRST).items()).isEmpty();
    }

    @Test
    void editShouldRecomputeMentions() {
        MessageId id = said(alice, "@bob");
        Position before = store.head();

        get(chat.editing().edit(alice, id, "@carol"));

        assertThat(mentions(bob)).isZero();
        assertThat(mentions(carol)).isEqualTo(1);
        assertThat(since(before).stream().skip(1))
                .extracting(LoggedEvent::kind, LoggedEvent::subjectId)
                .containsExactlyInAnyOrder(
                        tuple(EventKind.ME_UPDATED, bob.accountId()), tuple(EventKind.ME_UPDATED, carol.accountId()));
        Position again = store.head();
        get(chat.editing().edit(alice, id, "@carol @room"));
        assertThat(mentions(bob)).isEqualTo(1);
        assertThat(since(again).stream().skip(1))
                .extracting(LoggedEvent::subjectId)
                .containsExactly(bob.accountId());
        said(bob, "read");
        Position last = store.head();
        get(chat.editing().delete(alice, id));
        assertThat(since(last).stream().skip(1))
                .extracting(LoggedEvent::subjectId)
                .containsExactly(carol.accountId());
        assertThat(since(last).get(1).content())
                .isInstanceOfSatisfying(
                        EventContent.OfMine.class,
                        mine -> assertThat(mine.mine().mentions()).isZero());
    }

    @Test
    void mentionsShouldOnlyListReadableRooms() {
        RoomId secret = privateRoom(chat, alice, "Secret", "bob");
        say(chat, alice, secret, "@bob @carol psst");

        assertThat(chat.messages().mentions(bob, PageRequest.FIRST).items()).hasSize(1);
        assertThat(chat.messages().mentions(carol, PageRequest.FIRST).items()).isEmpty();
        get(chat.rooms().leave(bob, secret));
        assertThat(chat.messages().mentions(bob, PageRequest.FIRST).items()).isEmpty();
    }

    // ---- reactions

    @Test
    void reactionsShouldBeCountedInTheOrderOfTheirFirstUse() {
        MessageId id = said(alice, "tea?");
        get(chat.editing().react(bob, id, THUMB, true));
        get(chat.editing().react(carol, id, HEART, true));
        Position before = store.head();
        get(chat.editing().react(carol, id, THUMB, true));

        assertThat(since(before)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.REACTION_ADDED);
            assertThat(((EventContent.OfReaction) event.content()).reactions())
                    .extracting(count -> count.emoji().value(), ReactionCount::count, ReactionCount::me)
                    .containsExactly(tuple(THUMB, 2, false), tuple(HEART, 1, false));
        });
        assertThat(get(chat.editing().react(carol, id, THUMB, true)).cursor()).isNull();
        assertThat(counts(bob, id)).containsExactly(tuple(THUMB, 2, true), tuple(HEART, 1, false));
        assertThat(chat.editing().reactions(alice, id, PageRequest.FIRST).items())
                .extracting(
                        reaction -> reaction.emoji().value(),
                        reaction -> reaction.user().username().value())
                .containsExactly(tuple(THUMB, "bob"), tuple(HEART, "carol"), tuple(THUMB, "carol"));
        Page<Reaction> first = chat.editing().reactions(alice, id, new PageRequest(2, null));
        assertThat(chat.editing()
                        .reactions(alice, id, new PageRequest(2, first.next()))
                        .items())
                .hasSize(1);
        get(chat.editing().react(bob, id, THUMB, false));
        assertThat(get(chat.editing().react(bob, id, THUMB, false)).cursor()).isNull();
        assertThat(counts(bob, id)).containsExactly(tuple(THUMB, 1, false), tuple(HEART, 1, false));
        assertThat(chat.rooms().room(carol, tea).lastMessage().reactions())
                .containsExactlyElementsOf(seen(carol, id).reactions());
        assertThat(chat.messages().history(carol, tea, HistoryRequest.newest(1)).items())
                .containsExactly(seen(carol, id));
        get(chat.editing().react(carol, id, THUMB, false));
        get(chat.editing().react(carol, id, HEART, false));
        assertThat(counts(bob, id)).isEmpty();
        assertThat(blamed(refusal(chat.editing().react(bob, id, "7", true)))).containsExactly("emoji not_an_emoji");
    }

    private List<Tuple> counts(Caller viewer, MessageId id) {
        return seen(viewer, id).reactions().stream()
                .map(count -> tuple(count.emoji().value(), count.count(), count.me()))
                .toList();
    }

    @Test
    void formsOfAnEmojiShouldBeOneReaction() {
        MessageId id = said(alice, "tea?");
        get(chat.editing().react(bob, id, "\u2764", true));
        get(chat.editing().react(carol, id, HEART, true));
        get(chat.editing().react(carol, id, "7\u20E3", true));

        assertThat(get(chat.editing().react(bob, id, HEART, true)).cursor()).isNull();
        assertThat(counts(bob, id)).containsExactly(tuple(HEART, 2, true), tuple("7\uFE0F\u20E3", 1, false));
        assertThat(chat.editing().reactions(bob, id, PageRequest.FIRST).items())
                .extracting(reaction -> reaction.emoji().value())
                .containsExactly(HEART, HEART, "7\uFE0F\u20E3");
        Position before = store.head();
        get(chat.editing().react(bob, id, HEART, false));
        get(chat.editing().react(carol, id, "\u2764", false));
        get(chat.editing().react(carol, id, "7\uFE0F\u20E3", false));
        assertThat(since(before))
                .extracting(event ->
                        ((EventContent.OfReaction) event.content()).emoji().value())
                .containsExactly(HEART, HEART, "7\uFE0F\u20E3");
        assertThat(counts(bob, id)).isEmpty();
    }

    @Test
    void reactShouldBeRefusedWhenTheEmojiStandsForNothing() {
        MessageId id = said(alice, "tea?");
        String flagOfNoRegion = "\uD83C\uDDFD\uD83C\uDDFD";

        assertThat(blamed(refusal(chat.editing().react(bob, id, flagOfNoRegion, true))))
                .containsExactly("emoji not_an_emoji");
        store.write(uow -> uow.reactions().add(id, new Emoji(flagOfNoRegion), bob.accountId(), 50, StoreFixture.NOW));
        assertThat(counts(bob, id)).as("stored earlier").containsExactly(tuple(flagOfNoRegion, 1, true));
        get(chat.editing().react(bob, id, flagOfNoRegion, false));
        assertThat(counts(bob, id)).isEmpty();
    }

    @Test
    void reactShouldBeRefusedAboveFiftyKinds() {
        MessageId id = said(alice, "which?");
        for (int i = 1; i < EditingPolicy.MAX_REACTION_KINDS; i++) {
            get(chat.editing().react(bob, id, Character.toString(0x1F600 + i), true));
        }
        get(chat.editing().react(bob, id, HEART, true));

        get(chat.editing().react(carol, id, "\u2764", true));
        assertThat(code(chat.editing().react(carol, id, THUMB, true))).isEqualTo(RefusalCode.TOO_MANY);
        get(chat.editing().react(carol, id, Character.toString(0x1F601), true));
        assertThat(seen(carol, id).reactions()).hasSize(EditingPolicy.MAX_REACTION_KINDS);
    }

    // ---- pins and lists

    @Test
    void pinsShouldBeListedNewestMessageFirst() {
        MessageId first = said(bob, "first");
        MessageId second = said(bob, "second");
        said(bob, "third");
        Position before = store.head();
        get(chat.editing().pin(alice, second, true));
        get(chat.editing().pin(alice, first, true));

        assertThat(get(chat.editing().pin(alice, first, true)).cursor()).isNull();
        assertThat(kindsSince(before)).containsExactly(EventKind.MESSAGE_PINNED, EventKind.MESSAGE_PINNED);
        assertThat(texts(chat.editing().pins(carol, tea, PageRequest.FIRST))).containsExactly("second", "first");
        Page<MessageView> page = chat.editing().pins(carol, tea, new PageRequest(1, null));
        assertThat(texts(chat.editing().pins(carol, tea, new PageRequest(1, page.next()))))
                .containsExactly("first");
        assertThat(message(first).pinned()).isTrue();
        get(chat.editing().pin(alice, first, false));
        assertThat(texts(chat.editing().pins(carol, tea, PageRequest.FIRST))).containsExactly("second");
        RoomId secret = privateRoom(chat, alice, "Secret");
        assertThat(refusal(() -> chat.editing().pins(bob, secret, PageRequest.FIRST))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void messagesShouldOnlyListMatchingAndReadableOnes() {
        RoomId secret = privateRoom(chat, alice, "Secret");
        say(chat, alice, secret, "hidden");
        said(alice, "one");
        MessageId two = said(bob, "two");
        MessageId gone = said(bob, "gone");
        get(chat.editing().react(alice, two, THUMB, true));
        get(chat.editing().delete(bob, gone));
        said(alice, "three");

        assertThat(texts(list(bob, null, null))).containsExactly("three", "two", "one");
        assertThat(texts(list(alice, null, "alice"))).containsExactly("three", "one", "hidden");
        assertThat(texts(list(bob, null, alice.accountId().toString()))).containsExactly("three", "one");
        assertThat(texts(list(alice, secret, null))).containsExactly("hidden");
        assertThat(texts(list(alice, tea, "alice"))).containsExactly("three", "one");
        assertThat(texts(list(alice, tea, null))).containsExactly("three", "two", "one");
        assertThat(refusal(() -> list(bob, secret, null)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> list(bob, null, "nobody")).code()).isEqualTo(RefusalCode.NOT_FOUND);
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<MessageView> page =
                    chat.messages().messages(bob, new MessageQuery(tea, null, null, null), new PageRequest(1, cursor));
            all.addAll(texts(page));
            cursor = page.next();
        } while (cursor != null);
        assertThat(all).containsExactly("three", "two", "one");
        var at = message(two).createdAt();
        assertThat(texts(chat.messages().messages(bob, new MessageQuery(null, "bob", at, at), PageRequest.FIRST)))
                .containsExactly("two");
        assertThat(texts(chat.messages()
                        .messages(bob, new MessageQuery(tea, null, at.plusSeconds(3600), null), PageRequest.FIRST)))
                .isEmpty();
        assertThat(texts(chat.messages()
                        .messages(bob, new MessageQuery(null, null, null, at.minusSeconds(3600)), PageRequest.FIRST)))
                .isEmpty();
    }

    private Page<MessageView> list(Caller caller, RoomId room, String sender) {
        return chat.messages().messages(caller, new MessageQuery(room, sender, null, null), PageRequest.FIRST);
    }

    // ---- races

    @Test
    void editAndDeleteShouldHaveOneOrderWhenTheyRace() {
        try (Chat other = chatOn(storage)) {
            for (int round = 0; round < 10; round++) {
                MessageId id = said(bob, "at first " + round);
                Position before = store.head();

                List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                        () -> outcome(chat.editing().edit(bob, id, "secret")),
                        () -> outcome(other.editing().delete(alice, id)),
                        () -> outcome(other.editing().edit(bob, id, "secret, too"))));

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                assertThat(message(id).text()).isNull();
                List<EventKind> kinds = kindsSince(before);
                assertThat(kinds).endsWith(EventKind.MESSAGE_DELETED).containsOnlyOnce(EventKind.MESSAGE_DELETED);
                long edits = outcomes.stream()
                        .filter(one -> one.value() instanceof EditResult)
                        .count();
                assertThat(kinds).hasSize((int) edits + 1);
                assertThat(outcomes)
                        .filteredOn(one -> one.value() instanceof RefusalCode)
                        .allMatch(one -> one.value().equals(RefusalCode.DELETED));
                assertThat(chat.editing().revisions(bob, id, PageRequest.FIRST).items())
                        .isEmpty();
            }
        }
    }

    @Test
    void reactionAndPinShouldBeRemovedWhenTheyRaceWithDelete() {
        try (Chat other = chatOn(storage)) {
            for (int round = 0; round < 10; round++) {
                MessageId id = said(bob, "at first");

                List<Together.Outcome<Object>> outcomes = Together.run(List.<Callable<Object>>of(
                        () -> outcome(chat.editing().react(carol, id, THUMB, true)),
                        () -> outcome(other.editing().delete(bob, id)),
                        () -> outcome(other.editing().pin(alice, id, true))));

                assertThat(outcomes).allMatch(Together.Outcome::succeeded);
                assertThat(outcomes)
                        .filteredOn(one -> one.value() instanceof RefusalCode)
                        .allMatch(one -> one.value().equals(RefusalCode.DELETED));
                assertThat(message(id).pinned()).isFalse();
                assertThat(seen(bob, id).reactions()).isEmpty();
                assertThat(chat.editing().pins(bob, tea, PageRequest.FIRST).items())
                        .isEmpty();
                assertThat(store.wholeLog().stream()
                                .filter(event -> event.content() instanceof EventContent.OfReaction)
                                .map(event -> ((EventContent.OfReaction) event.content()).reactions()))
                        .allMatch(List::isEmpty);
            }
        }
    }

    @Test
    void reactionsShouldAllCountWhenFiftyAccountsReactAtOnce() {
        MessageId id = said(alice, "now!");
        List<Caller> people = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Caller one = person(chat, "person" + i);
            get(chat.rooms().join(one, tea));
            people.add(one);
        }
        try (Chat other = chatOn(storage)) {
            List<CompletableFuture<ChangeResult>> reacting = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                reacting.add((i % 2 == 0 ? chat : other).editing().react(people.get(i), id, THUMB, true));
            }
            reacting.forEach(one -> assertThat(get(one).cursor()).isNotNull());
        }

        assertThat(seen(alice, id).reactions()).extracting(ReactionCount::count).containsExactly(50);
        Page<Reaction> usersOfReaction = chat.editing().reactions(alice, id, PageRequest.FIRST);
        assertThat(usersOfReaction.items())
                .extracting(reaction -> reaction.user().id())
                .doesNotHaveDuplicates()
                .hasSize(50);
    }

    private static Object outcome(CompletableFuture<?> future) {
        try {
            return future.get(Together.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ChatException refused) {
                return refused.code();
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
