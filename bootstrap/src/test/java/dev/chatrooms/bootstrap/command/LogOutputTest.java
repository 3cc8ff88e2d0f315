package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Configuration.LogFormat;
import dev.chatrooms.server.configuration.Configuration.LogLevel;
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
    private final PrintStream originalErr = System.err;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void captureStandardError() {
        System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws Exception {
        System.setErr(originalErr);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void jsonShouldContainFormattedMessage() throws Exception {
        LogOutput.toStandardError(new Configuration.Log(LogFormat.JSON, LogLevel.DEBUG));

        LoggerFactory.getLogger("dev.chatrooms.test").info("Chatrooms is listening on http://{}:{}", "::1", 7070);

        JsonNode line = new ObjectMapper().readTree(text());
        assertThat(line.path("formattedMessage").asText()).isEqualTo("Chatrooms is listening on http://::1:7070");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.has("message")).isFalse();
    }

    @Test
    void commandShouldLogWarningsUnlessItIsToLogMore() {
        LogOutput.toStandardError(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));
        LoggerFactory.getLogger("dev.chatrooms.test").info("started");
        LoggerFactory.getLogger("dev.chatrooms.test").warn("slow");
        LogOutput.toStandardError(new Configuration.Log(LogFormat.TEXT, LogLevel.TRACE));
        LoggerFactory.getLogger("dev.chatrooms.test").trace("stopped");

        assertThat(text()).doesNotContain("started").contains("slow", "stopped");
    }

    @Test
    void logOfDatabaseDriverShouldBeSuppressed() {
        Handler console = new ConsoleHandler();
        java.util.logging.Logger.getLogger("").addHandler(console);
        LogOutput.toStandardError(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));

        java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("JDBC URL invalid: s3cret");

        assertThat(text()).isEmpty();
    }

    @Test
    void logOfConnectionPoolShouldContainErrorsOnly() {
        LogOutput.toStandardError(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));

        LoggerFactory.getLogger("com.zaxxer.hikari.pool.ProxyConnection").warn("marked as broken");
        LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").error("thread stuck");

        assertThat(text()).doesNotContain("marked as broken").contains("thread stuck");
    }

    private String text() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
