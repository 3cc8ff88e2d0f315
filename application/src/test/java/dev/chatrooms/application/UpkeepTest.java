package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.file.UploadedFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A command beside a node may know of no mail server, and of another folder of files than the node. */
class UpkeepTest {
    private final Storage storage = MemoryStorage.create();
    private final MemoryMailer mails = new MemoryMailer();
    private final MemoryFileStore files = new MemoryFileStore(InstantSource.system());
    private final MemoryMailer mailsOfCommand = new MemoryMailer();
    private final Chat command = Fixture.builder(storage)
            .settings(UNLIMITED)
            .mailer(mailsOfCommand)
            .fileStore(new MemoryFileStore(InstantSource.system()))
            .upkeep(false)
            .build();

    private Chat node() {
        return Fixture.builder(storage)
                .settings(UNLIMITED)
                .mailer(mails)
                .fileStore(files)
                .build();
    }

    @AfterEach
    void close() {
        command.close();
    }

    private static void register(Chat chat, String username) {
        get(chat.accounts()
                .register(new Registration(
                        username, "correct horse", username + "@example.org", null, null, null, null)));
    }

    @Test
    void mailsShouldBeLeftToTheNode() {
        register(command, "alice");
        try (Chat node = node()) {
            // Begins at once, with the mails that are in the outbox.
            register(node, "bob");
            Eventually.await(() -> mails.mails().size() == 2);
        }

        assertThat(mailsOfCommand.mails()).isEmpty();
    }

    @Test
    void deletedFilesShouldBeLeftToTheNode() {
        try (Chat node = node()) {
            Caller alice = person(node, "alice");
            UploadedFile first = upload(node, alice, "one");
            UploadedFile second = upload(node, alice, "two");

            command.files().delete(alice, first.id());
            // Has the node look for what is to be deleted.
            node.files().delete(alice, second.id());

            Eventually.await(() -> files.find(first.content()).isEmpty()
                    && files.find(second.content()).isEmpty());
        }
    }

    private static UploadedFile upload(Chat chat, Caller caller, String content) {
        try (FileUpload upload = chat.files().upload(caller)) {
            get(upload.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8))));
            return get(upload.finish("file.txt"));
        }
    }
}
