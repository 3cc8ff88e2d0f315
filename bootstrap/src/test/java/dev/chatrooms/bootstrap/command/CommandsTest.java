package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandsTest {
    @Test
    void refusalShouldBecomeSentence() {
        assertThat(Commands.message(ChatException.notFound("user"))).isEqualTo("There is no such user.");
        assertThat(Commands.message(ChatException.unavailable("too much is waiting", null)))
                .isEqualTo("Too much is waiting.");
    }

    @Test
    void invalidNameOfASchemaShouldBeWrongUsage() {
        try (CommandRuns commands = new CommandRuns()) {
            assertThat(commands.run(Map.of(), "schema", "print", "--schema", "1a"))
                    .isEqualTo(2);

            assertThat(commands.out()).isEmpty();
            assertThat(commands.err())
                    .startsWith("Invalid value for option '--schema': a schema's name must consist of")
                    .endsWith(" Try --help.")
                    .hasLineCount(1);
        }
    }
}
