package dev.chatrooms.bootstrap.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Configuration.LogFormat;
import dev.chatrooms.bootstrap.configuration.Configuration.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogOutputTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchWhatIsWritten() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void putBack() throws Exception {
        System.setErr(before);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void jsonShouldHoldTheFormattedText() throws Exception {
        LogOutput.toStandardError(new Configuration.Log(LogFormat.JSON, LogLevel.INFO));

        LoggerFactory.getLogger("dev.chatrooms.test").info("Chatrooms listens on http://{}:{}", "::1", 7070);

        JsonNode line = new ObjectMapper().readTree(text());
        assertThat(line.path("formattedMessage").asText()).isEqualTo("Chatrooms listens on http://::1:7070");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.has("message")).isFalse();
    }

    @Test
    void driversOwnLogShouldNotBeWritten() {
        Handler console = new ConsoleHandler();
        java.util.logging.Logger.getLogger("").addHandler(console);
        LogOutput.toStandardError(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));

        java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("JDBC URL invalid: s3cret");

        assertThat(text()).isEmpty();
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
