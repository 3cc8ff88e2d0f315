package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import org.junit.jupiter.api.Test;

class CommandsTest {
    @Test
    void refusalShouldBecomeSentence() {
        assertThat(Commands.message(ChatException.notFound("user"))).isEqualTo("There is no such user.");
        assertThat(Commands.message(ChatException.unavailable("too much is waiting", null)))
                .isEqualTo("Too much is waiting.");
    }
}
