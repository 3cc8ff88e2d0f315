package dev.chatrooms.application.common;

import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import org.junit.jupiter.api.Test;

class ChatExceptionTest {
    @Test
    void theMessageShouldNameTheInvalidFields() {
        try (Chat chat = Chat.inMemory()) {
            ChatException refused = refusal(chat.accounts().register(Registration.of("a b", "short")));

            assertThat(refused).hasMessageStartingWith("invalid: some fields are invalid (username ");
            assertThat(refused).hasMessageContaining("; password ");
        }
    }
}
