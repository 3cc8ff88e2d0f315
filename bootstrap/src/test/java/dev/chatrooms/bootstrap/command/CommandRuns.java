package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Runs commands in this JVM and keeps what the last one has printed. */
public final class CommandRuns implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs a command without input and returns its exit code. */
    public int run(Map<String, String> environment, String... arguments) {
        return runWithInput(environment, "", arguments);
    }

    /** Runs a command that reads the input from standard input, and returns its exit code. */
    int runWithInput(Map<String, String> environment, String input, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Optional.empty());
        return Commands.addTo(new CommandLineInterface(terminal, environment, (configuration, any) -> {}))
                .run(arguments);
    }

    /** Runs a command that must succeed and returns its output. */
    public String succeed(Map<String, String> environment, String... arguments) {
        assertThat(run(environment, arguments)).as(err()).isZero();
        return out();
    }

    public String out() {
        return out.toString().strip();
    }

    public String err() {
        return err.toString().strip();
    }

    /** Returns the objects that the last command has printed. */
    List<JsonNode> lines() {
        try {
            return JSON.readerFor(JsonNode.class).<JsonNode>readValues(out()).readAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Restores the log, which commands write to their own standard error. */
    @Override
    public void close() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new AssertionError(e);
        }
    }
}
