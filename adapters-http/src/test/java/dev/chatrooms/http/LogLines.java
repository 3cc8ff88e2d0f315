package dev.chatrooms.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures the log lines that are written while it is open. */
record LogLines(ListAppender<ILoggingEvent> lines) implements AutoCloseable {
    static LogLines capture() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root().addAppender(lines);
        return new LogLines(lines);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Returns warnings and errors. Clients must not be able to cause any. */
    List<ILoggingEvent> warnings() {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @Override
    public void close() {
        root().detachAppender(lines);
    }
}
