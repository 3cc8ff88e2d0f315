package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.MessagePolicy;
import dev.chatrooms.application.message.MessagePolicy.Verdict;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Test;

/** A host with rules of its own for messages. The documentation quotes it. */
class HostPolicyTest {
    @Test
    void theHostShouldRefuseAndReplaceTexts() {
        // tag::policy[]
        MessagePolicy policy = submission -> {
            String text = submission.text();
            if (text.contains("http://")) {
                return Verdict.refuse("links must use https");
            }
            return text.contains("coffee") ? Verdict.replace(text.replace("coffee", "tea")) : Verdict.accept();
        };
        Chat chat = Chat.inMemoryBuilder().messagePolicy(policy).build();
        // end::policy[]
        try (chat) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            assertThat(say(chat, alice, tea, "a cup of coffee")
                            .message()
                            .message()
                            .text())
                    .hasToString("a cup of tea");
            assertThat(refusal(chat.messages().send(alice, new Send(tea, "http://tea.example", null))))
                    .hasMessage("message_refused: links must use https");
        }
    }
}
