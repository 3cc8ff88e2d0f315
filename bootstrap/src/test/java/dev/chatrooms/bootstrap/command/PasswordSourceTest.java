package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSourceTest {

    @ParameterizedTest
    @ValueSource(strings = {" päss wörd ", " päss wörd \n", " päss wörd \r\nmore\n"})
    void readShouldReturnFirstLineUnchangedWhenFromFile(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), content);

        assertThat(PasswordSource.file(file).read().reveal()).isEqualTo(" päss wörd ");
    }

    @Test
    void readShouldFailWhenFileIsMissing(@TempDir Path folder) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> PasswordSource.file(folder.resolve("none")).read())
                .withMessageContaining("none");
    }

    @Test
    void readShouldNotConsumeMoreThanOneLineOfStandardInput() throws IOException {
        InputStream in = input("one\ntwo\n");

        assertThat(PasswordSource.standardInput(in).read().reveal()).isEqualTo("one");
        assertThat(in.readAllBytes()).asString().isEqualTo("two\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void readShouldFailWhenInputHasNoPassword(String content) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> PasswordSource.standardInput(input(content)).read())
                .withMessage("Standard input contains no password.");
    }

    @Test
    void readShouldFailWhenLineIsTooLongOrNotUtf8() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() ->
                        PasswordSource.standardInput(input("x".repeat(5000))).read());
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> PasswordSource.standardInput(new ByteArrayInputStream(new byte[] {(byte) 0xff}))
                        .read())
                .withMessageContaining("UTF-8");
    }

    @Test
    void readShouldPromptTwice() {
        assertThat(PasswordSource.prompt(typing("secret", "secret")).read().reveal())
                .isEqualTo("secret");
    }

    @Test
    void readShouldFailWhenTypedPasswordsDiffer() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(
                        () -> PasswordSource.prompt(typing("secret", "sceret")).read())
                .withMessageNotContaining("secret");
    }

    @Test
    void readShouldFailWhenPromptReturnsNothing() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> PasswordSource.prompt(typing()).read());
    }

    private static InputStream input(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static HiddenPrompt typing(String... lines) {
        Deque<String> left = new ArrayDeque<>(Arrays.asList(lines));
        return text -> {
            String line = left.poll();
            return line == null ? null : line.toCharArray();
        };
    }
}
