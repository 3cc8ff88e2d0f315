package dev.chatrooms.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConsoleChatTest {
    @Test
    @Timeout(60)
    void outputShouldShowWhatBobReceives() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        BufferedReader input = new BufferedReader(new StringReader("Anyone for a cup?\nThe kettle is on.\n"));

        ConsoleChat.run(input, new PrintStream(output, true, StandardCharsets.UTF_8));

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("alice: Anyone for a cup?", "alice: The kettle is on.");
    }
}
