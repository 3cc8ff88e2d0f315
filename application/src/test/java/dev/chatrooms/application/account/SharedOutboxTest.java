package dev.chatrooms.application.account;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import org.junit.jupiter.api.Test;

/** A command beside the nodes of a chat may know of no mail server, and would take their mails. */
class SharedOutboxTest {
    private final Storage storage = MemoryStorage.create();
    private final MemoryMailer ofNode = new MemoryMailer();
    private final MemoryMailer ofCommand = new MemoryMailer();

    private Chat chat(MemoryMailer mailer, boolean sendsMails) {
        return Fixture.builder(storage)
                .settings(UNLIMITED)
                .mailer(mailer)
                .sendsMails(sendsMails)
                .build();
    }

    private static void register(Chat chat, String username) {
        get(chat.accounts()
                .register(new Registration(
                        username, "correct horse", username + "@example.org", null, null, null, null)));
    }

    @Test
    void chatThatSendsNoMailsShouldLeaveThemToAnotherNode() {
        try (Chat command = chat(ofCommand, false)) {
            register(command, "alice");
            try (Chat node = chat(ofNode, true)) {
                // Begins at once, with the mails that are in the outbox.
                register(node, "bob");
                Eventually.await(() -> ofNode.mails().size() == 2);
            }
        }

        assertThat(ofCommand.mails()).isEmpty();
    }
}
