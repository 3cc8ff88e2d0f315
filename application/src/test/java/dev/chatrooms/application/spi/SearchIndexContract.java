package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.search.IndexTerms;
import dev.chatrooms.application.search.SearchQuery;
import dev.chatrooms.application.search.SearchScope;
import dev.chatrooms.application.spi.SearchIndex.Candidate;
import dev.chatrooms.application.spi.SearchIndex.Candidates;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.LeaveReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link SearchIndex}. */
public interface SearchIndexContract {
    int BATCH = 500;

    /** Returns an empty store, one per test. */
    Storage storage();

    /** Gives a message another text, and says so in the log. */
    void edit(Message message, String text);

    /** Deletes a message, and says so in the log. */
    void delete(Message message);

    /** Tries again as the indexer does: a store ends the transaction of a node that pauses in it for seconds. */
    private static boolean readOn(StoreFixture store, int entries) {
        return Eventually.await("the index reads on", () -> tryToReadOn(store, entries), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Boolean> tryToReadOn(StoreFixture store, int entries) {
        try {
            return Optional.of(store.<Boolean>write(uow -> uow.search().readOn(entries)));
        } catch (StoreUnavailable e) {
            return Optional.empty();
        }
    }

    private static void readAll(StoreFixture store) {
        boolean more = true;
        while (more) {
            more = readOn(store, BATCH);
        }
    }

    private static SearchIndex.Progress progress(StoreFixture store) {
        return store.read(stores -> stores.search().progress());
    }

    private static SearchScope by(Account viewer) {
        return new SearchScope(viewer.id(), null, null, null, null);
    }

    private static List<String> found(StoreFixture store, Account viewer, String typed) {
        return found(store, by(viewer), typed);
    }

    /** The texts that match, all of them, the newest first. */
    private static List<String> found(StoreFixture store, SearchScope scope, String typed) {
        return found(store, scope, typed, 7);
    }

    private static List<String> found(StoreFixture store, SearchScope scope, String typed, int limit) {
        SearchQuery query = SearchQuery.of(typed);
        List<String> texts = new ArrayList<>();
        Position before = new Position(Long.MAX_VALUE);
        Position last = before;
        while (before != null) {
            Position from = before;
            Candidates candidates = store.read(stores -> stores.search().find(query, scope, from, limit, NOW));
            assertThat(candidates.items().size()).isLessThanOrEqualTo(limit);
            for (Candidate candidate : candidates.items()) {
                assertThat(last.isAfter(candidate.position())).as("in order").isTrue();
                last = candidate.position();
                String text = text(store, scope, candidate.message());
                if (query.match(IndexTerms.words(text)).isPresent()) {
                    texts.add(text);
                }
            }
            before = candidates.next();
        }
        return texts;
    }

    /** The texts of the first candidates, and a question mark for those that the index could not decide on. */
    private static List<String> candidates(StoreFixture store, Account viewer, String typed) {
        Position end = new Position(Long.MAX_VALUE);
        return store
                .read(stores -> stores.search().find(SearchQuery.of(typed), by(viewer), end, 100, NOW))
                .items()
                .stream()
                .map(candidate -> (candidate.certain() ? "" : "?") + text(store, by(viewer), candidate.message()))
                .toList();
    }

    private static String text(StoreFixture store, SearchScope scope, MessageId message) {
        return store.messages().findAll(List.of(message), scope.viewer(), NOW).stream()
                .map(view -> String.valueOf(view.message().text()))
                .findFirst()
                .orElse("not readable");
    }

    @Test
    default void readOnShouldIndexTheEventsOfTheLog() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        store.say(alice, tea, "Green tea");
        store.say(alice, tea, "Black TÉA, please");
        store.say(alice, tea, "coffee");
        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(Position.START, null));
        assertThat(found(store, alice, "tea")).isEmpty();

        assertThat(readOn(store, BATCH)).isFalse();

        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), null));
        assertThat(found(store, alice, "tea")).containsExactly("Black TÉA, please", "Green tea");
        assertThat(found(store, alice, "tea -black")).containsExactly("Green tea");
        assertThat(found(store, alice, "te*")).containsExactly("Black TÉA, please", "Green tea");
        assertThat(found(store, alice, "c* -tea")).containsExactly("coffee");
        assertThat(found(store, alice, "coff* -te*")).containsExactly("coffee");
        assertThat(found(store, alice, "\"tea please\"")).containsExactly("Black TÉA, please");
        assertThat(found(store, alice, "water")).isEmpty();
        assertThat(readOn(store, BATCH)).isFalse();
        assertThat(found(store, alice, "tea")).hasSize(2);
    }

    @Test
    default void readOnShouldGoByBatches() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId tea = store.aPublicRoomWith(alice);
        for (int i = 0; i < 5; i++) {
            store.say(alice, tea, "tea " + i);
        }
        long head = store.head().value();
        int batches = 0;
        boolean more = true;
        while (more) {
            Position before = progress(store).position();
            more = readOn(store, 2);
            batches++;
            assertThat(progress(store).position().value() - before.value()).isBetween(1L, 2L);
        }
        assertThat(batches).isEqualTo((int) (head + 1) / 2);
        assertThat(found(store, alice, "tea")).hasSize(5);
    }

    @Test
    default void readOnShouldNeedATransactionThatMayWrite() {
        StoreFixture store = StoreFixture.in(storage());

        assertThatThrownBy(() -> store.read(stores -> stores.search().readOn(BATCH)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void readOnShouldLeaveNothingWhenItsTransactionFails() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        store.say(alice, store.aPublicRoomWith(alice), "tea");

        assertThatThrownBy(() -> store.write(uow -> {
                    uow.search().readOn(BATCH);
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(progress(store).position()).isEqualTo(Position.START);
        readAll(store);
        assertThat(found(store, alice, "tea")).containsExactly("tea");
    }

    @Test
    default void editedMessageShouldBeFoundByItsNewTextOnly() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        Message message = store.say(alice, room, "tea");
        readAll(store);
        edit(message, "coffee");
        assertThat(found(store, alice, "tea")).as("as it is now").isEmpty();

        readAll(store);

        assertThat(found(store, alice, "tea")).isEmpty();
        assertThat(found(store, alice, "coffee")).containsExactly("coffee");
    }

    @Test
    default void deletedMessageShouldNotBeFoundFromItsDeletionOn() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        Message message = store.say(alice, room, "tea");
        store.say(alice, room, "more tea");
        readAll(store);
        delete(message);
        assertThat(found(store, alice, "tea")).containsExactly("more tea");

        readAll(store);

        assertThat(found(store, alice, "tea")).containsExactly("more tea");
    }

    @Test
    default void messageThatIsDeletedBeforeItIsReadShouldNeverBeFound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Message message = store.say(alice, store.aPublicRoomWith(alice), "tea");
        delete(message);

        readAll(store);

        assertThat(found(store, alice, "tea")).isEmpty();
    }

    @Test
    default void messagesShouldBeFoundOnlyInRoomsThatTheViewerMayReadNow() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        Account carol = store.person("carol");
        RoomId open = store.aPublicRoomWith(alice);
        RoomId secret = store.aPrivateRoomWith(alice, bob);
        RoomId gone = store.aPublicRoomWith(alice, bob);
        store.say(alice, open, "tea in the open");
        store.say(alice, secret, "tea in secret");
        store.say(alice, gone, "tea for nobody");
        readAll(store);
        assertThat(found(store, bob, "tea")).containsExactly("tea for nobody", "tea in secret", "tea in the open");
        assertThat(found(store, carol, "tea")).containsExactly("tea for nobody", "tea in the open");

        store.delete(gone, alice);
        assertThat(found(store, carol, "tea")).containsExactly("tea in the open");
        readAll(store);
        assertThat(found(store, alice, "tea")).containsExactly("tea in secret", "tea in the open");
        store.end(bob, secret, LeaveReason.REMOVED);
        store.ban(carol, open, NOW.plusSeconds(60));
        assertThat(found(store, bob, "tea")).containsExactly("tea in the open");
        assertThat(found(store, carol, "tea")).isEmpty();
        assertThat(found(store, new SearchScope(bob.id(), secret, null, null, null), "tea"))
                .isEmpty();
        store.join(carol, secret);
        assertThat(found(store, carol, "tea")).containsExactly("tea in secret");
    }

    private static void say(StoreFixture store, Account sender, RoomId room, String text, Instant at) {
        store.write(uow -> {
            Draft draft =
                    new Draft(new MessageId(UUID.randomUUID()), room, sender.id(), new MessageText(text), at, null);
            uow.append(new MessageEvent.Posted(draft.in(StoreFixture.locked(uow, room))), at);
            return null;
        });
    }

    @Test
    default void scopeShouldNarrowDownToRoomSenderAndTime() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId one = store.aPublicRoomWith(alice, bob);
        RoomId two = store.aPrivateRoomWith(alice, bob);
        say(store, alice, one, "tea 1", NOW);
        say(store, bob, one, "tea 2", NOW.plus(Duration.ofHours(1)));
        // The clock of another node is late.
        say(store, bob, two, "tea 3", NOW.plus(Duration.ofMinutes(58)));
        say(store, alice, two, "tea 4", NOW.plus(Duration.ofHours(2)));
        readAll(store);

        assertThat(found(store, new SearchScope(alice.id(), one, null, null, null), "tea"))
                .containsExactly("tea 2", "tea 1");
        assertThat(found(store, new SearchScope(alice.id(), null, bob.id(), null, null), "tea"))
                .containsExactly("tea 3", "tea 2");
        assertThat(found(store, new SearchScope(alice.id(), two, bob.id(), null, null), "tea"))
                .containsExactly("tea 3");
        assertThat(found(store, in(alice, NOW.plus(Duration.ofHours(1)), null), "tea"))
                .containsExactly("tea 4", "tea 2");
        assertThat(found(store, in(alice, null, NOW.plus(Duration.ofHours(1))), "tea"))
                .as("both ends included")
                .containsExactly("tea 3", "tea 2", "tea 1");
        assertThat(found(store, in(alice, NOW.plusMillis(1), NOW.plus(Duration.ofMinutes(119))), "tea"))
                .containsExactly("tea 3", "tea 2");
        assertThat(found(store, in(alice, Instant.MIN, Instant.MAX), "tea")).hasSize(4);
        assertThat(found(store, in(alice, Instant.MAX, null), "tea")).isEmpty();
        assertThat(found(store, in(alice, null, Instant.MIN), "tea")).isEmpty();
        assertThat(found(store, in(alice, NOW, NOW), "tea")).containsExactly("tea 1");
    }

    private static SearchScope in(Account viewer, Instant from, Instant to) {
        return new SearchScope(viewer.id(), null, null, from, to);
    }

    private static void sayMany(StoreFixture store, Account sender, RoomId room, int count, String text) {
        store.write(uow -> {
            var locked = StoreFixture.locked(uow, room);
            for (int i = 0; i < count; i++) {
                Message message =
                        StoreFixture.draft(sender, room, text + " " + i, null).in(locked);
                uow.append(new MessageEvent.Posted(message), NOW);
                locked = locked.withLastSeq(message.seq());
            }
            return null;
        });
    }

    @Test
    default void commonAndRareWordsShouldBeFoundToTheLast() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        RoomId mine = store.aPrivateRoomWith(alice);
        RoomId theirs = store.aPrivateRoomWith(bob);
        store.say(alice, mine, "a needle");
        sayMany(store, alice, mine, 700, "hay");
        sayMany(store, bob, theirs, 1500, "hay");
        store.say(alice, mine, "needle and hay");
        sayMany(store, alice, mine, 100, "straw");
        readAll(store);

        assertThat(found(store, alice, "needle")).containsExactly("needle and hay", "a needle");
        List<String> messages = IntStream.range(0, 700)
                .mapToObj(i -> "hay " + (699 - i))
                .collect(Collectors.toCollection(ArrayList::new));
        messages.add(0, "needle and hay");
        assertThat(found(store, by(alice), "hay", 50)).isEqualTo(messages);
        assertThat(found(store, by(alice), "hay -needle", 1000)).isEqualTo(messages.subList(1, messages.size()));
        assertThat(found(store, alice, "hay 42")).containsExactly("hay 42");
        assertThat(found(store, by(alice), "1* straw", 200)).hasSize(11);
    }

    @Test
    default void longMessagesShouldBeFoundByTheirFirstDifferentTerms() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        String characters = someCharacters(8000);
        for (int i = 0; i < 3; i++) {
            store.say(alice, room, characters);
        }
        store.say(alice, room, "\uFDFA ".repeat(4000));
        store.say(alice, room, "x".repeat(7000));
        store.say(alice, room, "y".repeat(300));
        store.say(alice, room, "one and the same ".repeat(400) + "needle");
        readAll(store);

        int last = IndexTerms.MAX_PER_TEXT / 2 - 1;
        assertThat(found(store, alice, characters.substring(last - 2, last + 1)))
                .hasSize(3);
        assertThat(found(store, alice, characters.substring(last, last + 1))).hasSize(3);
        assertThat(found(store, alice, characters.substring(last + 1, last + 2)))
                .isEmpty();
        assertThat(found(store, alice, characters.substring(0, 3) + " -" + characters.substring(7999)))
                .hasSize(3);
        assertThat(found(store, alice, "\uFDFA")).hasSize(1);
        assertThat(found(store, alice, "y".repeat(300))).hasSize(1);
        assertThat(found(store, alice, "y".repeat(299))).isEmpty();
        assertThat(found(store, alice, "y".repeat(299) + "*")).hasSize(1);
        assertThat(found(store, alice, "xx*")).hasSize(1);
        assertThat(found(store, alice, "needle")).hasSize(1);
    }

    private static String someCharacters(int count) {
        int[] characters = IntStream.range(0x4E00, 0x4E00 + count).toArray();
        return new String(characters, 0, count);
    }

    @Test
    default void phrasesShouldBeDecidedByTheIndex() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        for (String text : List.of(
                "the dog",
                "The big dog and the Dogs",
                "dog the",
                "the. Dog",
                "\u4E59\u7532 \u7532\u4E19 \u4E59\u7532",
                "\u4E59\u7532\u7532\u4E19",
                "K\u4E59\u7532\u4E19!",
                "\u4E59\u7532\u4E19 the dog")) {
            store.say(alice, room, text);
        }
        readAll(store);

        assertThat(candidates(store, alice, "\"the dog\""))
                .containsExactly("\u4E59\u7532\u4E19 the dog", "the. Dog", "the dog");
        assertThat(candidates(store, alice, "the-dog*"))
                .containsExactly("\u4E59\u7532\u4E19 the dog", "the. Dog", "The big dog and the Dogs", "the dog");
        assertThat(candidates(store, alice, "the-d*")).hasSize(4);
        assertThat(candidates(store, alice, "the -\"the dog\"")).containsExactly("dog the", "The big dog and the Dogs");
        assertThat(candidates(store, alice, "\u4E59\u7532\u4E19"))
                .containsExactly("\u4E59\u7532\u4E19 the dog", "K\u4E59\u7532\u4E19!");
        assertThat(candidates(store, alice, "\"\u4E59\u7532\u4E19 the\""))
                .containsExactly("\u4E59\u7532\u4E19 the dog");
        assertThat(candidates(store, alice, "k\u4E59")).containsExactly("K\u4E59\u7532\u4E19!");
    }

    @Test
    default void phrasesShouldBeFoundBehindAnyNumberOfRepetitions() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        String ha = "ha ".repeat(1500);
        String pairs = "\u4E59\u7532 \u7532\u4E19 ".repeat(1300);
        store.say(alice, room, ha + "dog");
        store.say(alice, room, "dog " + ha.trim());
        store.say(alice, room, pairs.trim());
        store.say(alice, room, pairs + "\u4E59\u7532\u4E19");
        readAll(store);

        assertThat(found(store, alice, "\"ha dog\"")).containsExactly(ha + "dog");
        assertThat(found(store, alice, "\"ha ha dog\"")).containsExactly(ha + "dog");
        assertThat(found(store, alice, "dog -\"ha dog\"")).containsExactly("dog " + ha.trim());
        assertThat(found(store, alice, "ha-do*")).containsExactly(ha + "dog");
        assertThat(found(store, alice, "\u4E59\u7532\u4E19")).containsExactly(pairs + "\u4E59\u7532\u4E19");
    }

    // ---- turns

    @Test
    default void messagesOfOthersShouldNotWaitForOneSendersFlood() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account mallory = store.person("mallory");
        RoomId room = store.aPublicRoomWith(alice, mallory);
        for (int i = 0; i < 40; i++) {
            store.say(mallory, room, "flood " + i + " " + someCharacters(7900));
        }
        store.say(alice, room, "kettle");

        assertThat(readOn(store, BATCH)).isTrue();

        assertThat(found(store, alice, "kettle")).containsExactly("kettle");
        assertThat(progress(store).position()).isEqualTo(store.head());
        long deferred = progress(store).deferred();
        assertThat(deferred).isBetween(30L, 39L);
        assertThat(found(store, alice, "flood")).hasSize(40 - (int) deferred);
        store.say(alice, room, "second kettle");
        readOn(store, BATCH);
        assertThat(found(store, alice, "kettle")).containsExactly("second kettle", "kettle");
        readAll(store);
        assertThat(found(store, alice, "flood")).hasSize(40);
        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), null));
    }

    @Test
    default void deferredMessagesShouldBeIndexedInTurnsBySender() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account mallory = store.person("mallory");
        RoomId room = store.aPublicRoomWith(alice, mallory);
        for (int i = 0; i < 30; i++) {
            store.say(mallory, room, "flood " + someCharacters(7900));
        }
        for (int i = 0; i < 3; i++) {
            store.say(alice, room, "essay " + someCharacters(7900));
        }
        readOn(store, BATCH);
        long floods = found(store, alice, "flood").size();
        readOn(store, BATCH);
        readOn(store, BATCH);

        assertThat(found(store, alice, "essay")).hasSize(3);
        assertThat((long) found(store, alice, "flood").size()).isBetween(floods + 1, floods + 2);
    }

    @Test
    default void deferredMessagesShouldBeIndexedInTheirStateThen() {
        StoreFixture store = StoreFixture.in(storage());
        Account mallory = store.person("mallory");
        RoomId room = store.aPublicRoomWith(mallory);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            messages.add(store.say(mallory, room, "flood " + someCharacters(7900)));
        }
        readOn(store, BATCH);
        assertThat(progress(store).deferred()).isPositive();
        delete(messages.get(11));
        edit(messages.get(10), "tea");
        Eventually.await(
                "a failure after the index has read on",
                () -> catchThrowable(() -> store.write(uow -> {
                    uow.search().readOn(BATCH);
                    throw new IllegalArgumentException("on purpose");
                })),
                IllegalArgumentException.class::isInstance);
        store.write(uow -> {
            uow.search().rebuild();
            return null;
        });
        readAll(store);

        assertThat(found(store, mallory, "flood")).hasSize(10);
        assertThat(found(store, mallory, "tea")).containsExactly("tea");
        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), null));
    }

    @Test
    default void rebuildShouldIndexTheWholeLogAndNewEventsMeanwhile() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        sayMany(store, alice, room, 5, "tea");
        readAll(store);

        store.write(uow -> {
            uow.search().rebuild();
            return null;
        });
        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), Position.START));
        assertThat(found(store, alice, "tea")).hasSize(5);
        assertThat(readOn(store, 2)).isTrue();
        assertThat(progress(store).rebuilt()).isEqualTo(new Position(2));
        store.say(alice, room, "new tea");
        assertThat(readOn(store, 2)).isTrue();
        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), new Position(4)));
        assertThat(found(store, alice, "tea")).hasSize(6);
        readAll(store);

        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(store.head(), null));
        assertThat(found(store, alice, "tea")).hasSize(6);
    }

    @Test
    default void rebuildOfAnEmptyIndexShouldEnd() {
        StoreFixture store = StoreFixture.in(storage());
        store.write(uow -> {
            uow.search().rebuild();
            return null;
        });

        assertThat(readOn(store, 2)).isFalse();

        assertThat(progress(store)).isEqualTo(new SearchIndex.Progress(Position.START, null));
    }

    /**
     * Tests random queries on random texts: the candidates contain every match, for each way to cut and to fold words.
     */
    @Test
    default void everythingThatMatchesShouldBeFound() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        Random random = new Random(20261126);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String text = "." + any(random, 25);
            texts.add(0, text);
            store.say(alice, room, text);
        }
        readAll(store);

        int matches = 0;
        for (int i = 0; i < 300; i++) {
            String typed = i % 2 == 0 ? "a" + any(random, 8) : any(random, 8) + " a*";
            SearchQuery query;
            try {
                query = SearchQuery.of(typed);
            } catch (InvalidValue e) {
                continue;
            }
            List<String> matching = texts.stream()
                    .filter(text -> query.match(IndexTerms.words(text)).isPresent())
                    .toList();
            matches += matching.size();
            assertThat(found(store, by(alice), typed, 100)).as(typed).isEqualTo(matching);
        }
        assertThat(matches).isPositive();
    }

    private static String any(Random random, int most) {
        String[] alphabet = {
            "a", "b", "é", " ", " ", "-", "\"", "*", "'", "\\", "&", ":", "|", "!", "(", "%", "東", "京", "タ", "ー",
            "\uFDFA", "\u0301", "\u200D", "😀", "ß", "/", "\n"
        };
        return random.ints(random.nextInt(most) + 1L, 0, alphabet.length)
                .mapToObj(n -> alphabet[n])
                .collect(Collectors.joining());
    }
}
