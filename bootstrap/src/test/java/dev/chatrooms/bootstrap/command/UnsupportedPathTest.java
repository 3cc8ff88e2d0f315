package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands with paths that the locale of the process does not support. */
@Timeout(300)
class UnsupportedPathTest {

    private static final String LC_ALL_IS_POSIX =
            "contains characters that the locale (LC_ALL=POSIX) does not support: start with a locale that does, such"
                    + " as LC_ALL=C.UTF-8.";

    @TempDir
    private Path folder;

    /** The shell makes the name, because the test's own locale may not support it either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHATROOMS_DATA_DIR=\"$name\" $java migrate info | 1 | The path in CHATROOMS_DATA_DIR",
                "$java migrate info --data-dir \"$name\"          | 2 | The path in CHATROOMS_DATA_DIR",
                "cd \"$name\"; $java migrate info                 | 1 | The path in CHATROOMS_DATA_DIR",
                "ln -s \"$name\" link; $java migrate info --data-dir link | 1 | The path of the data folder link",
                "$java admin create ann --password-file \"$name\" | 2 | Invalid value for option '--password-file'"
            })
    void commandShouldNameLocaleAndWriteNothingWhenPathIsNotSupported(String command, int exitCode, String path)
            throws Exception {
        Process shell = shell("mkdir \"$name\"; " + command).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(output.strip()).startsWith(path).contains(LC_ALL_IS_POSIX).hasLineCount(1);
        assertThat(shell.waitFor()).isEqualTo(exitCode);
        try (Stream<Path> content = Files.list(folder)) {
            assertThat(content.filter(Files::isDirectory).filter(directory -> !Files.isSymbolicLink(directory)))
                    .hasSize(1)
                    .allMatch(UnsupportedPathTest::isEmpty);
        }
    }

    private ProcessBuilder shell(String script) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 "
                + Main.class.getName();
        ProcessBuilder shell = new ProcessBuilder(
                        List.of("sh", "-euc", "name=$(printf 'd\\303\\244ta'); java='" + java + "'; " + script))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.startsWith("CHATROOMS_"));
        shell.environment().put("LC_ALL", "POSIX");
        shell.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return shell;
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> content = Files.list(directory)) {
            return content.findAny().isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
