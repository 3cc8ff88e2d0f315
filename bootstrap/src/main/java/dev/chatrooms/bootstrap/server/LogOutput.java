package dev.chatrooms.bootstrap.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Configuration.LogFormat;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the log goes, and how: a server's to standard output, a command's to standard error, where it is not in the way
 * of results.
 */
final class LogOutput {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %replace([%X{requestId}] ){'\\[\\] ',''}%msg%n";

    private LogOutput() {}

    /** For a server; replaces whatever logging was set up before. */
    static void toStandardOutput(Configuration.Log log) {
        apply(log, ConsoleTarget.SystemOut);
    }

    /** For a command; replaces whatever logging was set up before. */
    static void toStandardError(Configuration.Log log) {
        apply(log, ConsoleTarget.SystemErr);
    }

    private static void apply(Configuration.Log log, ConsoleTarget target) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        // The database's driver writes there, whole URLs among other things; its exceptions reach us anyhow.
        LogManager.getLogManager().reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget(target.getName());
        console.setEncoder(encoder(context, log.format()));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
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
            // The text as people read it, rather than its template and the values for it.
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
