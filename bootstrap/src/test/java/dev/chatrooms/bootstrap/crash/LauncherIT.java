package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.server.database.DataFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts the jar with the script {@code bin/chatrooms}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {
    @TempDir
    Path folder;

    private Path program;
    private Path archive;

    @BeforeEach
    void install() throws IOException {
        Path installed = Files.createDirectories(folder.resolve("installed"));
        Files.copy(Path.of(System.getProperty("chatrooms.jar")), installed.resolve("chatrooms.jar"));
        Path script = Files.createDirectories(installed.resolve("bin")).resolve("chatrooms");
        Files.copy(Path.of(System.getProperty("chatrooms.launcher")), script, StandardCopyOption.COPY_ATTRIBUTES);
        program = Files.createSymbolicLink(folder.resolve("chat"), folder.relativize(script));
        archive = installed.resolve("chatrooms-classes");
    }

    @Test
    void serverShouldStartFromAnArchiveThatTheFirstOneHasWritten() throws IOException {
        Path data = DataFolders.used(folder.resolve("data"));
        Path loaded = folder.resolve("loaded");

        assertThat(serve(data)).isEqualTo(143);
        Path written = archive.resolveSibling("chatrooms-classes.new");
        assertThat(written).isNotEmptyFile();
        assertThat(archive).doesNotExist();

        // As if the first one had been killed while it wrote.
        cutShort(written);
        assertThat(serve(data)).isEqualTo(143);
        assertThat(archive).doesNotExist();
        FileTime complete = Files.getLastModifiedTime(written);
        int code = serve(data, "-Xlog:class+load:file=" + loaded);

        assertThat(code).isEqualTo(143);
        assertThat(written).doesNotExist();
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(complete);
        assertThat(Files.readString(loaded)).contains("dev.chatrooms.bootstrap.Main source: shared objects");
    }

    private static void cutShort(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    @Test
    void commandShouldLeaveNoArchiveAndKeepItsExitCode() throws Exception {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();

        assertThat(process.inputReader().readLine()).contains("0.1.0");
        assertThat(process.waitFor()).isZero();
        assertThat(archive).doesNotExist();
        assertThat(new ProcessBuilder(program.toString(), "rooms", "--no-such-option")
                        .start()
                        .waitFor())
                .isEqualTo(2);
    }

    private int serve(Path data, String... options) {
        String all = ServerProcess.QUICK_START + " " + String.join(" ", options);
        try (ServerProcess server =
                ServerProcess.startProgram(List.of(program.toString()), data, Map.of("JDK_JAVA_OPTIONS", all))) {
            return server.stop();
        }
    }
}
