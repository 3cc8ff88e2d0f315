package dev.chatrooms.application.file;

import static dev.chatrooms.application.Fixture.builder;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.privateRoom;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.racing;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.ForwardingFileStore;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files in messages, on any store. */
public abstract class AttachmentsContract {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};

    private final HandClock clock = new HandClock();
    private final SlowStore contents = new SlowStore(clock);
    private Chat chat;
    private StoreFixture store;
    private Caller alice;
    private Caller bob;
    private Caller eve;
    /** A private room of Alice and Bob. */
    private RoomId tea;

    /** A store that may take long, and whose deletions may fail. */
    private static final class SlowStore extends ForwardingFileStore {
        private final Set<ContentKey> undeletable = ConcurrentHashMap.newKeySet();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile ContentKey deleting;
        private volatile CountDownLatch storing = new CountDownLatch(0);
        private final AtomicInteger slow = new AtomicInteger();

        SlowStore(InstantSource clock) {
            super(new MemoryFileStore(clock));
        }

        @Override
        public boolean delete(ContentKey content) {
            if (undeletable.contains(content)) {
                throw new StoreUnavailable("this content cannot be deleted", null);
            }
            deleting = content;
            await(gate);
            return super.delete(content);
        }

        @Override
        public Upload begin() {
            return new ForwardingUpload(super.begin()) {
                @Override
                public void store(ContentKey key) {
                    slow.incrementAndGet();
                    await(storing);
                    super.store(key);
                    slow.decrementAndGet();
                }
            };
        }

        private static void await(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new StoreUnavailable("interrupted", e);
            }
        }
    }

    /** Returns an empty store, a new one for each test. */
    public abstract Storage storage();

    @BeforeEach
    void begin() {
        Storage storage = storage();
        store = StoreFixture.in(storage);
        chat = builder(storage)
                .settings(Fixture.UNLIMITED)
                .clock(clock)
                .fileStore(contents)
                .build();
        alice = person(chat, "alice");
        bob = person(chat, "bob");
        eve = person(chat, "eve");
        tea = privateRoom(chat, alice, "Tea", "bob");
    }

    @AfterEach
    void end() {
        contents.gate.countDown();
        contents.storing.countDown();
        chat.close();
    }

    private UploadedFile upload(Caller caller, String name, String content) {
        return upload(caller, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private UploadedFile upload(Caller caller, String name, byte[] content) {
        try (FileUpload upload = chat.files().upload(caller)) {
            get(upload.write(ByteBuffer.wrap(content)));
            return get(upload.finish(name));
        }
    }

    private static List<FileId> ids(UploadedFile... files) {
        return List.of(files).stream().map(UploadedFile::id).toList();
    }

    private Send sending(String text, UploadedFile... files) {
        return new Send(tea, text, null).withAttachments(ids(files));
    }

    private MessageView send(Caller sender, String text, UploadedFile... files) {
        return get(chat.messages().send(sender, sending(text, files))).message();
    }

    private MessageView seen(Caller viewer, MessageId message) {
        return chat.messages().message(viewer, message);
    }

    private RefusalCode refused(Caller caller, FileId file) {
        return refusal(() -> chat.files().file(caller, file)).code();
    }

    private String content(Caller caller, FileId file) {
        try (InputStream bytes = chat.files().file(caller, file).stream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isStored(UploadedFile file) {
        return contents.find(file.content()).isPresent();
    }

    @Test
    void messageShouldShowItsFilesInOrderEverywhere() {
        UploadedFile first = upload(alice, "b.txt", "one");
        UploadedFile second = upload(alice, "a.txt", "two");

        MessageView sent = send(alice, "look", second, first);

        assertThat(sent.message().attachments()).containsExactly(second, first);
        assertThat(seen(bob, sent.id()).message())
                .isEqualTo(seen(alice, sent.id()).message());
        assertThat(seen(bob, sent.id()).message().attachments()).containsExactly(second, first);
        assertThat(chat.messages()
                        .history(bob, tea, HistoryRequest.newest(10))
                        .items()
                        .get(0)
                        .message()
                        .attachments())
                .containsExactly(second, first);
        assertThat(chat.rooms().room(bob, tea).lastMessage().message().attachments())
                .containsExactly(second, first);
        assertThat(posted(sent.id()).message().attachments()).containsExactly(second, first);
        assertThat(content(bob, first.id())).isEqualTo("one");
    }

    private MessageView posted(MessageId id) {
        LoggedEvent event = store.wholeLog().stream()
                .filter(one -> one.kind() == EventKind.MESSAGE_POSTED)
                .filter(one ->
                        ((EventContent.OfMessage) one.content()).message().id().equals(id))
                .findFirst()
                .orElseThrow();
        return ((EventContent.OfMessage) event.content()).message();
    }

    @Test
    void messageMayHaveNoTextIfItHasAFile() {
        UploadedFile picture = upload(alice, "picture.png", PNG);

        MessageView sent = send(alice, null, picture);

        assertThat(sent.text()).isEmpty();
        assertThat(seen(bob, sent.id()).text()).isEmpty();
        assertThat(blamed(refusal(chat.messages().send(alice, new Send(tea, "", null)))))
                .containsExactly("text empty");
        assertThat(blamed(refusal(chat.messages().send(alice, sending(" ", upload(alice, "x", "x"))))))
                .containsExactly("text empty");
    }

    @Test
    void replyShouldShowTheNamesOfFilesWithoutAText() {
        MessageView picture = send(alice, null, upload(alice, "picture.png", PNG), upload(alice, "b.txt", "b"));
        Send reply = new Send(tea, "nice", picture.id(), null, List.of(), null);

        MessageView replied = get(chat.messages().send(bob, reply)).message();

        assertThat(replied.replyTo().text()).isEqualTo("picture.png, b.txt");
        assertThat(seen(bob, replied.id()).replyTo().text()).isEqualTo("picture.png, b.txt");
        get(chat.editing().edit(alice, picture.id(), "tea"));
        assertThat(seen(bob, replied.id()).replyTo().text()).isEqualTo("tea");
    }

    @Test
    void editShouldKeepTheFilesAndMayRemoveTheText() {
        UploadedFile picture = upload(alice, "picture.png", PNG);
        MessageId message = send(alice, "caption", picture).id();

        get(chat.editing().edit(alice, message, ""));

        assertThat(seen(bob, message).text()).isEmpty();
        assertThat(seen(bob, message).message().attachments()).containsExactly(picture);
        MessageId plain = say(chat, alice, tea, "plain").message().id();
        assertThat(blamed(refusal(chat.editing().edit(alice, plain, "")))).containsExactly("text empty");
    }

    @Test
    void fileShouldBeAttachedOnceAndByItsUploader() {
        UploadedFile mine = upload(alice, "mine", "mine");
        UploadedFile other = upload(bob, "other", "other");
        send(alice, "first", mine);
        UploadedFile twice = upload(alice, "twice", "twice");

        assertThat(blamed(refusal(chat.messages().send(alice, sending("again", mine, other)))))
                .containsExactly("attachments[0] attached", "attachments[1] unknown_file");
        assertThat(blamed(refusal(chat.messages().send(alice, sending("twice", twice, twice)))))
                .containsExactly("attachments[1] attached");
        assertThat(blamed(refusal(chat.messages().send(bob, sending("mine too", mine)))))
                .containsExactly("attachments[0] unknown_file");
        Send missing = new Send(tea, "x", null).withAttachments(List.of(new FileId(UUID.randomUUID())));
        assertThat(blamed(refusal(chat.messages().send(alice, missing))))
                .containsExactly("attachments[0] unknown_file");
    }

    @Test
    void oneOfManySendsShouldGetAFile() {
        UploadedFile file = upload(alice, "file", "file");

        List<Boolean> sent = racing(8, () -> {
            try {
                chat.messages().send(alice, sending("mine", file)).join();
                return true;
            } catch (CompletionException e) {
                assertThat(blamed((ChatException) e.getCause())).containsExactly("attachments[0] attached");
                return false;
            }
        });

        assertThat(sent).containsOnlyOnce(true);
    }

    @Test
    void fileShouldBeAttachedOrDeletedAndNotBothWhenTheyRace() {
        for (int round = 0; round < 10; round++) {
            UploadedFile file = upload(alice, "file", "content " + round);
            AtomicInteger turn = new AtomicInteger();

            List<String> outcomes = racing(2, () -> {
                try {
                    if (turn.getAndIncrement() == 0) {
                        chat.messages().send(alice, sending("mine", file)).join();
                        return "sent";
                    }
                    chat.files().delete(alice, file.id());
                    return "deleted";
                } catch (CompletionException e) {
                    assertThat(blamed((ChatException) e.getCause())).containsExactly("attachments[0] unknown_file");
                    return "refused";
                } catch (ChatException e) {
                    assertThat(e.code()).isEqualTo(RefusalCode.ATTACHED);
                    return "refused";
                }
            });

            if (outcomes.contains("sent")) {
                assertThat(outcomes).containsExactlyInAnyOrder("sent", "refused");
                assertThat(content(bob, file.id())).isEqualTo("content " + round);
            } else {
                assertThat(outcomes).containsExactlyInAnyOrder("deleted", "refused");
                assertThat(refused(alice, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
            }
        }
    }

    @Test
    void uploadsShouldKeepTheirContentsWhileEqualOnesAreDeleted() {
        List<Boolean> kept = racing(4, () -> {
            boolean all = true;
            for (int round = 0; round < 10; round++) {
                UploadedFile file = upload(alice, "file", "same");
                all &= content(alice, file.id()).equals("same");
                chat.files().delete(alice, file.id());
            }
            return all;
        });

        assertThat(kept).containsOnly(true);
        Eventually.await(() -> contents.list(null, 10).isEmpty());
    }

    @Test
    void fileShouldBeReadByThoseWhoMayReadItsMessage() {
        UploadedFile file = upload(alice, "file", "secret");
        assertThat(refused(bob, file.id())).isEqualTo(RefusalCode.NOT_FOUND);

        send(alice, "look", file);

        assertThat(content(bob, file.id())).isEqualTo("secret");
        assertThat(refused(eve, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.files().thumbnail(eve, file.id())).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.files().delete(eve, file.id())).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(() -> chat.files().delete(bob, file.id())).code()).isEqualTo(RefusalCode.INSUFFICIENT_ROLE);
        assertThat(refusal(() -> chat.files().delete(alice, file.id())).code()).isEqualTo(RefusalCode.ATTACHED);
        get(chat.personalLists().block(bob, "alice"));
        assertThat(content(bob, file.id())).isEqualTo("secret");
        get(chat.moderation().remove(alice, tea, "bob"));
        assertThat(refused(bob, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void fileOfAPublicRoomShouldBeReadByEveryoneNotBanned() {
        RoomId square = publicRoom(chat, alice, "Square");
        UploadedFile file = upload(alice, "file", "open");
        get(chat.messages().send(alice, new Send(square, "look", null).withAttachments(ids(file))));

        assertThat(content(eve, file.id())).isEqualTo("open");
        assertThat(chat.files()
                        .ofRoom(eve, square, null, new PageRequest(10, null))
                        .items())
                .hasSize(1);
    }

    @Test
    void deletionOfTheMessageShouldRemoveItsFilesAtOnce() {
        UploadedFile file = upload(alice, "file", "gone");
        UploadedFile shared = upload(alice, "shared", "shared");
        UploadedFile same = upload(bob, "same", "shared");
        MessageId message = send(alice, "look", file, shared).id();
        send(bob, "mine", same);

        get(chat.editing().delete(alice, message));

        assertThat(refused(alice, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refused(bob, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(seen(bob, message).message().attachments()).isEmpty();
        assertThat(posted(message).message().attachments()).isEmpty();
        assertThat(chat.files().own(alice, new PageRequest(10, null)).usedBytes())
                .isZero();
        Eventually.await(() -> !isStored(file));
        assertThat(content(bob, same.id())).isEqualTo("shared");
    }

    @Test
    void roomShouldListItsFilesNewestMessageFirst() {
        UploadedFile first = upload(alice, "first", PNG);
        UploadedFile second = upload(bob, "second", "2");
        UploadedFile third = upload(bob, "third", "3");
        MessageView old = send(alice, null, first);
        send(bob, null, second, third);

        Page<RoomFile> page = chat.files().ofRoom(bob, tea, null, new PageRequest(2, null));
        assertThat(page.items()).extracting(RoomFile::file).containsExactly(second, third);
        Page<RoomFile> rest = chat.files().ofRoom(bob, tea, null, new PageRequest(2, page.next()));
        assertThat(rest.items())
                .containsExactly(new RoomFile(first, old.id(), old.seq(), old.sender(), old.createdAt()));
        assertThat(rest.next()).isNull();
        assertThat(chat.files()
                        .ofRoom(bob, tea, FileKind.IMAGE, new PageRequest(2, null))
                        .items())
                .extracting(RoomFile::file)
                .containsExactly(first);
        assertThat(chat.files()
                        .ofRoom(bob, tea, FileKind.OTHER, new PageRequest(1, null))
                        .items())
                .extracting(RoomFile::file)
                .containsExactly(second);
        assertThat(refusal(() -> chat.files().ofRoom(eve, tea, null, new PageRequest(2, null)))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void repeatedSendShouldShowTheFilesOfTheFirst() {
        UploadedFile file = upload(alice, "file", "file");
        Send send = new Send(tea, "look", "once").withAttachments(ids(file));

        get(chat.messages().send(alice, send));

        assertThat(get(chat.messages().send(alice, send)).message().message().attachments())
                .containsExactly(file);
    }

    @Test
    void unattachedFileShouldBeCollectedAfterADay() {
        UploadedFile file = upload(alice, "file", "file");
        UploadedFile attached = upload(alice, "attached", "attached");
        send(alice, "keep", attached);

        clock.advance(Duration.ofHours(23));
        UploadedFile later = upload(alice, "later", "later");
        chat.files().delete(alice, later.id());
        Eventually.await(() -> !isStored(later));
        assertThat(content(alice, file.id())).isEqualTo("file");

        clock.advance(Duration.ofHours(2));
        UploadedFile last = upload(alice, "last", "last");
        chat.files().delete(alice, last.id());
        Eventually.await(() -> !isStored(file));
        assertThat(refused(alice, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(content(alice, attached.id())).isEqualTo("attached");
    }

    /** In an object store, a deletion may take longer than any transaction lives, or arrive when its node is dead. */
    @Test
    void uploadDuringTheDeletionOfAnEqualContentShouldKeepItsContent() {
        contents.gate = new CountDownLatch(1);
        UploadedFile old = upload(alice, "old", "same");
        chat.files().delete(alice, old.id());
        Eventually.await(() -> old.content().equals(contents.deleting));

        UploadedFile again = upload(bob, "new", "same");
        contents.gate.countDown();

        Eventually.await(() -> !isStored(old));
        assertThat(content(bob, again.id())).isEqualTo("same");
        assertThat(again.content().hash()).isEqualTo(old.content().hash());
    }

    /** Models an object store that hangs: contents that have arrived are still written, inspected and read. */
    @Test
    void uploadsThatAreBeingStoredShouldNotHoldUpOthersThatArriveAndDownloads() {
        UploadedFile stored = upload(alice, "stored", "stored");
        contents.storing = new CountDownLatch(1);
        List<FileUpload> uploads = new ArrayList<>();
        List<CompletableFuture<UploadedFile>> finished = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FileUpload upload = chat.files().upload(alice);
            uploads.add(upload);
            get(upload.write(ByteBuffer.wrap(("slow " + i).getBytes(StandardCharsets.UTF_8))));
            finished.add(upload.finish("slow"));
        }
        Eventually.await(() -> contents.slow.get() >= 4);

        try (FileUpload another = chat.files().upload(alice)) {
            get(another.write(ByteBuffer.wrap(PNG)));
        }
        assertThat(content(alice, stored.id())).isEqualTo("stored");
        FileDownload.Content open = get(chat.files().file(alice, stored.id()).open(0, stored.size()));
        ByteBuffer bytes = ByteBuffer.allocate(100);
        assertThat(get(open.read(bytes))).isEqualTo(6);
        open.close();

        contents.storing.countDown();
        finished.forEach(Outcomes::get);
        uploads.forEach(FileUpload::close);
    }

    @Test
    void equalContentsShouldBeStoredOnce() {
        UploadedFile one = upload(alice, "one", "same");
        UploadedFile other = upload(bob, "other", "same");

        assertThat(contents.list(null, 10)).hasSize(1);
        chat.files().delete(alice, one.id());
        assertThat(content(bob, other.id())).isEqualTo("same");
        chat.files().delete(bob, other.id());
        Eventually.await(() -> contents.list(null, 10).isEmpty());
    }

    @Test
    void contentThatCannotBeDeletedShouldNotKeepOthersFromDeletion() {
        UploadedFile damaged = upload(alice, "damaged", "damaged");
        UploadedFile good = upload(alice, "good", "good");
        contents.undeletable.add(damaged.content());

        chat.files().delete(alice, damaged.id());
        chat.files().delete(alice, good.id());

        Eventually.await(() -> !isStored(good));
        assertThat(isStored(damaged)).isTrue();
        contents.undeletable.clear();
        clock.advance(Duration.ofMinutes(6));
        chat.files().delete(alice, upload(alice, "wakes the collector", "x").id());
        Eventually.await(() -> contents.list(null, 10).isEmpty());
    }

    @Test
    void filesOfADeletedRoomShouldBeGoneAndCollected() {
        UploadedFile file = upload(alice, "file", "file");
        send(alice, "look", file);

        get(chat.rooms().delete(alice, tea));

        assertThat(refused(alice, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refused(bob, file.id())).isEqualTo(RefusalCode.NOT_FOUND);
        clock.advance(Duration.ofMinutes(11));
        chat.files().delete(alice, upload(alice, "wakes the collector", "x").id());
        Eventually.await(() -> !isStored(file));
        assertThat(chat.files().own(alice, new PageRequest(10, null)).usedBytes())
                .isZero();
    }

    @Test
    void erasureShouldRemoveTheFilesOfAnAccountAndLeaveThoseOfOthers() {
        UploadedFile sent = upload(bob, "sent", "secret");
        UploadedFile kept = upload(bob, "not attached", "draft");
        UploadedFile same = upload(alice, "same", "shared");
        UploadedFile shared = upload(bob, "shared", "shared");
        MessageId message = send(bob, "look", sent, shared).id();
        send(alice, "mine", same);

        get(chat.administration().deleteAccount(bob.accountId(), OwnedRooms.HAND_OVER, PostedMessages.ERASE));

        assertThat(refused(alice, sent.id())).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(seen(alice, message).message().attachments()).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        chat.files().delete(alice, upload(alice, "wakes the collector", "x").id());
        Eventually.await(() -> !isStored(sent) && !isStored(kept));
        assertThat(content(alice, same.id())).isEqualTo("shared");
    }
}
