package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Variable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class CommandLineInterfaceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Configuration> served = new ArrayList<>();

    @Test
    void runShouldServeWhenNoCommandIsGiven() {
        assertThat(run(Map.of("CHATROOMS_PORT", "1"))).isZero();

        assertThat(served)
                .singleElement()
                .extracting(configuration -> configuration.web().port())
                .isEqualTo(1);
    }

    @Test
    void runShouldAcceptOptionsBeforeAndAfterCommand() {
        assertThat(run(Map.of("CHATROOMS_PORT", "1"), "--port", "2", "serve", "--host=::1"))
                .isZero();

        assertThat(served)
                .singleElement()
                .extracting(configuration -> configuration.web().port())
                .isEqualTo(2);
        assertThat(served)
                .singleElement()
                .extracting(configuration -> configuration.web().host())
                .isEqualTo("::1");
    }

    @Test
    void runShouldReadFileWhenConfigIsGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("conf"), "CHATROOMS_PORT=3\n");

        assertThat(run(Map.of(), "serve", "--config", file.toString())).isZero();

        assertThat(served)
                .singleElement()
                .extracting(configuration -> configuration.web().port())
                .isEqualTo(3);
    }

    @Test
    void runShouldFailWithOneLineWhenEnvironmentIsInvalid() {
        assertThat(run(Map.of("CHATROOMS_PORT", "x"))).isEqualTo(1);

        assertThat(err.toString().lines()).singleElement().asString().contains("CHATROOMS_PORT");
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=x",
                "--prot=1",
                "destroy",
                "--port",
                "--database-url=jdbc:postgresql://h/d?password=s3cret",
                "--database-url=jdbc:postgresql://h/d?socketFactoryArg=s3cret",
                "--database-password=s3cret",
                "--smtp-url=smtp://u:s3cret@h",
            })
    void runShouldReportWrongUsageInOneLineWhenArgumentIsInvalid(String argument) {
        assertThat(run(Map.of(), argument)).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(served).isEmpty();
    }

    @Test
    void runShouldFailWithOneLineWhenServerFails() {
        CommandLineInterface failing = new CommandLineInterface(terminal(), Map.of(), (configuration, terminal) -> {
            throw new IllegalStateException("The port\n is taken.");
        });

        assertThat(failing.run("serve")).isEqualTo(1);
        assertThat(err).hasToString("The port is taken." + System.lineSeparator());
    }

    @Test
    void helpShouldListEveryOptionWithVariableAndDefault() {
        assertThat(run(Map.of(), "--help")).isZero();

        String help = out.toString().replaceAll("\\s+", " ");
        for (Variable variable : Variable.values()) {
            assertThat(help).contains(variable.fullName());
            if (variable.isOption()) {
                assertThat(help).contains(variable.option() + "=VALUE");
            }
        }
        assertThat(help).contains("[CHATROOMS_PORT; default: 7070]").contains("--version");
    }

    @Test
    void helpOfCommandShouldListOptions() {
        assertThat(run(Map.of(), "serve", "--help")).isZero();

        assertThat(out.toString()).contains("Usage: chatrooms serve").contains("--data-dir");
    }

    @Test
    void helpOfOtherCommandShouldListOnlyWhatItTakes() {
        Commands.addTo(new CommandLineInterface(terminal(), Map.of(), (configuration, terminal) -> {}))
                .run("users", "list", "--help");

        assertThat(out.toString()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("-"))
                        .map(line -> line.replaceFirst("[=\\s].*", "")))
                .containsExactlyInAnyOrder(
                        "-h,",
                        "--search",
                        "--role",
                        "--disabled",
                        "--format",
                        "--data-dir",
                        "--config",
                        "--database-url",
                        "--database-user",
                        "--database-password-file");
    }

    @Test
    void versionShouldPrintVersion() {
        assertThat(run(Map.of("CHATROOMS_PORT", "x"), "--version")).isZero();

        assertThat(out.toString()).startsWith("chatrooms ");
    }

    @Test
    void runShouldRunAddedCommand() {
        CommandLineInterface line =
                new CommandLineInterface(terminal(), Map.of(), (configuration, terminal) -> {}).with(PortCommand::new);

        assertThat(line.run("port", "--port", "5")).isZero();
        assertThat(out).hasToString("5" + System.lineSeparator());
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new CommandLineInterface(terminal(), environment, (configuration, terminal) -> served.add(configuration))
                .run(arguments);
    }

    private Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Optional.empty());
    }

    @Command(name = "port", description = "Print the port.")
    private static final class PortCommand implements Runnable {

        private final Invocation invocation;

        PortCommand(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public void run() {
            invocation.terminal().out().println(invocation.configuration().web().port());
        }
    }
}
