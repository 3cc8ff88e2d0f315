package dev.chatrooms.bootstrap.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Configuration.LogFormat;
import dev.chatrooms.server.configuration.Configuration.LogLevel;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback. A server logs to standard output. A command logs to standard error, because its results go to
 * standard output.
 */
final class LogOutput {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %replace([%X{requestId}] ){'\\[\\] ',''}%msg%n";

    private static final List<String> MALFORMED_REQUEST_LOGGERS =
            List.of("org.eclipse.jetty.http", "org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.util.UrlEncoded");

    private LogOutput() {}

    /** Configures the log of a server. Replaces the previous logging configuration. */
    static void toStandardOutput(Configuration.Log log) {
        apply(log, ConsoleTarget.SystemOut);
    }

    /**
     * Configures the log of a command. Leaves out the level info, which is of interest to servers only. Replaces the
     * previous logging configuration.
     */
    static void toStandardError(Configuration.Log log) {
        LogLevel level = log.level() == LogLevel.INFO ? LogLevel.WARN : log.level();
        apply(new Configuration.Log(log.format(), level), ConsoleTarget.SystemErr);
    }

    private static void apply(Configuration.Log log, ConsoleTarget target) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        // The PostgreSQL driver logs there, including whole URLs. Its exceptions carry the same information.
        LogManager.getLogManager().reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget(target.getName());
        console.setEncoder(encoder(context, log.format()));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
        // Jetty warns about some malformed requests, with the text of the client.
        for (String logger : MALFORMED_REQUEST_LOGGERS) {
            context.getLogger(logger).setLevel(Level.ERROR);
        }
        // Hikari logs every connection that an outage breaks, with stack traces. The chat logs the outage itself.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        Level level = Level.toLevel(log.level().name());
        context.getLogger("dev.chatrooms").setLevel(level);
        if (level.isGreaterOrEqual(Level.WARN)) {
            root.setLevel(level);
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        if (format == LogFormat.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            // Writes the formatted message instead of its template and arguments.
            json.setWithFormattedMessage(true);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(PATTERN);
        text.start();
        return text;
    }
}
