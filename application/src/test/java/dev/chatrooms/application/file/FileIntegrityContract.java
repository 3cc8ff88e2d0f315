package dev.chatrooms.application.file;

import static dev.chatrooms.application.Fixture.builder;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.file.FileIntegrity.Finding;
import dev.chatrooms.application.file.FileIntegrity.Listener;
import dev.chatrooms.application.file.FileIntegrity.Problem;
import dev.chatrooms.application.file.FileIntegrity.Request;
import dev.chatrooms.application.file.FileIntegrity.Result;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.ForwardingFileStore;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of the file store, on any storage. */
public abstract class FileIntegrityContract {
    private final TamperedStore contents = new TamperedStore();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private StoreFixture store;
    private Chat chat;
    private Caller alice;

    /** A store whose contents others have damaged or removed. */
    private static final class TamperedStore extends ForwardingFileStore {
        private final Set<ContentKey> lost = ConcurrentHashMap.newKeySet();
        private final Set<ContentKey> damaged = ConcurrentHashMap.newKeySet();
        private final Set<ContentKey> unreadable = ConcurrentHashMap.newKeySet();
        private final Set<ContentKey> undeletable = ConcurrentHashMap.newKeySet();
        private volatile boolean away;

        TamperedStore() {
            super(new MemoryFileStore(InstantSource.system()));
        }

        @Override
        public Optional<InputStream> open(ContentKey content, long offset, long length) {
            if (lost.contains(content)) {
                return Optional.empty();
            }
            if (unreadable.contains(content)) {
                return Optional.of(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("a bad sector");
                    }
                });
            }
            return damaged.contains(content)
                    ? Optional.of(new ByteArrayInputStream(new byte[] {1, 2, 3}))
                    : super.open(content, offset, length);
        }

        @Override
        public Optional<StoredContent> find(ContentKey content) {
            return lost.contains(content) ? Optional.empty() : super.find(content);
        }

        @Override
        public boolean delete(ContentKey content) {
            if (undeletable.contains(content)) {
                throw new StoreUnavailable("this content cannot be deleted", null);
            }
            return super.delete(content);
        }

        @Override
        public List<StoredContent> list(ContentKey after, int limit) {
            if (away) {
                throw new StoreUnavailable("away", null);
            }
            return super.list(after, limit).stream()
                    .filter(content -> !lost.contains(content.key()))
                    .toList();
        }
    }

    /** Returns an empty store, a new one for each test. */
    public abstract Storage storage();

    @BeforeEach
    void begin() {
        Storage storage = storage();
        store = StoreFixture.in(storage);
        chat = builder(storage).settings(Fixture.UNLIMITED).fileStore(contents).build();
        alice = person(chat, "alice");
    }

    @AfterEach
    void end() {
        chat.close();
    }

    private Result check(boolean read, boolean repair) {
        findings.clear();
        shares.clear();
        return chat.fileIntegrity().check(new Request(read, repair), new Listener() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }

            @Override
            public void checked(double share) {
                shares.add(share);
            }
        });
    }

    private UploadedFile upload(String content) {
        try (FileUpload upload = chat.files().upload(alice)) {
            get(upload.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
            return get(upload.finish(content + ".txt"));
        }
    }

    /** Puts a content into the store that no file refers to. */
    private ContentKey stray(String content) {
        try (FileStore.Upload upload = contents.begin()) {
            upload.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            ContentKey key = ContentKey.of(upload.finish().hash(), new FileId(UUID.randomUUID()));
            upload.store(key);
            return key;
        }
    }

    @Test
    void soundStoreShouldHaveNoFindings() {
        for (int i = 0; i < 20; i++) {
            upload("file " + i);
        }
        upload("file 0");

        Result result = check(true, true);

        assertThat(findings).isEmpty();
        assertThat(result).isEqualTo(new Result(20, 10 * 6 + 10 * 7, 0, 0, 0, 0));
        assertThat(shares)
                .isSorted()
                .endsWith(1.0)
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    }

    @Test
    void missingContentShouldBeReportedWithItsFiles() {
        RoomId tea = publicRoom(chat, alice, "Tea");
        UploadedFile file = upload("gone");
        MessageId message = get(chat.messages()
                        .send(alice, new Send(tea, "x", null).withAttachments(List.of(file.id()))))
                .message()
                .id();
        UploadedFile same = upload("gone");
        upload("other");
        contents.lost.add(file.content());

        Result result = check(false, true);

        assertThat(findings)
                .containsExactly(new Finding(
                        Problem.MISSING,
                        file.content(),
                        4,
                        List.of(new FileUse(file, message), new FileUse(same, null))));
        assertThat(result).isEqualTo(new Result(2, 9, 1, 0, 0, 0));
    }

    @Test
    void damagedContentShouldBeFoundByItsHash() {
        UploadedFile changed = upload("abc");
        UploadedFile bad = upload("a bad sector");
        contents.damaged.add(changed.content());
        contents.unreadable.add(bad.content());

        assertThat(check(false, true).findings()).isZero();

        Result result = check(true, true);
        assertThat(result.damaged()).isEqualTo(2);
        assertThat(result.repaired()).isZero();
        assertThat(findings)
                .containsExactlyInAnyOrder(
                        new Finding(Problem.DAMAGED, changed.content(), 3, List.of(new FileUse(changed, null))),
                        new Finding(Problem.DAMAGED, bad.content(), 12, List.of(new FileUse(bad, null))));
    }

    @Test
    void leftOverContentShouldBeDeletedByARepairAlone() {
        UploadedFile file = upload("file");
        ContentKey first = stray("first");
        ContentKey same = stray("file");

        assertThat(check(true, false)).isEqualTo(new Result(1, 4, 0, 0, 2, 0));
        assertThat(findings).extracting(Finding::content).containsExactlyInAnyOrder(first, same);
        assertThat(findings).extracting(Finding::problem).containsOnly(Problem.LEFT_OVER);

        assertThat(check(true, true)).isEqualTo(new Result(1, 4, 0, 0, 2, 2));
        Eventually.await(() -> contents.list(null, 10).size() == 1);
        assertThat(contents.find(file.content())).isPresent();
        assertThat(check(true, false).findings()).isZero();
    }

    @Test
    void moreThanAPageShouldBeChecked() {
        IntStream.range(0, FileStore.MAX_PAGE + 10).forEach(i -> stray("stray " + i));
        upload("file");

        assertThat(check(false, false).leftOver()).isEqualTo(FileStore.MAX_PAGE + 10);
    }

    @Test
    void uploadInProgressShouldNotBeAFinding() {
        UploadedFile file = upload("file");
        try (FileUpload begun = chat.files().upload(alice);
                FileStore.Upload storing = contents.begin()) {
            get(begun.write(ByteBuffer.wrap(new byte[100])));
            storing.write(ByteBuffer.wrap(new byte[200]));
            FileId id = new FileId(UUID.randomUUID());
            ContentKey key = ContentKey.of(storing.finish().hash(), id);
            store.write(uow -> uow.files()
                    .add(new UploadedFile(
                            id,
                            alice.accountId(),
                            file.name(),
                            key,
                            200,
                            file.type(),
                            null,
                            null,
                            null,
                            file.uploadedAt())));

            assertThat(check(true, true).findings())
                    .as("a row without its content")
                    .isZero();
            storing.store(key);
            assertThat(check(true, true).findings())
                    .as("a content that is not complete")
                    .isZero();
            assertThat(contents.find(key)).isPresent();
        }
    }

    @Test
    void contentThatIsToBeDeletedShouldNotBeAFinding() {
        UploadedFile file = upload("file");
        contents.undeletable.add(file.content());
        chat.files().delete(alice, file.id());

        assertThat(check(true, true)).isEqualTo(new Result(0, 0, 0, 0, 0, 0));
        assertThat(contents.find(file.content())).isPresent();
    }

    @Test
    void checkBesideUploadsAndDeletionsShouldFindNothing() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
            for (int i = 0; !done.get(); i++) {
                UploadedFile kept = upload("same " + i % 3);
                UploadedFile gone = upload("gone " + i);
                chat.files().delete(alice, gone.id());
                chat.files().delete(alice, kept.id());
            }
        });
        try {
            for (int round = 0; round < 20; round++) {
                check(true, true);
                assertThat(findings).isEmpty();
            }
        } finally {
            done.set(true);
            busy.join();
        }
    }

    @Test
    void storeThatIsAwayShouldBeAFailureAndNoFinding() {
        upload("file");
        contents.away = true;

        assertThat(refusal(() -> check(true, false)).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(findings).isEmpty();
    }
}
