package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An application that closes its chat keeps nothing of it, so that a container can load it again. */
class CloseTest {
    @TempDir
    private Path folder;

    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.start(DataFolders.used(folder));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private List<String> arguments() {
        return List.of(database.jdbcUrl(), database.user(), database.password().reveal(), folder.toString());
    }

    @Test
    void closeShouldLeaveNoThreadConnectionOrClassLoader() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        WeakReference<ClassLoader> loader = runInItsOwnClassLoader(HostApplication.Isolated.class, arguments());

        Eventually.await("no new thread", () -> threadsSince(before), List::isEmpty);
        Eventually.await("no connection", this::connections, count -> count == 1);
        runInItsOwnClassLoader(HostApplication.Comparison.class, List.of());
        Eventually.await("an unloaded class loader", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private static WeakReference<ClassLoader> runInItsOwnClassLoader(Class<?> task, List<String> arguments)
            throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        URLClassLoader loader =
                new URLClassLoader("isolated", classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread host = new Thread(() -> run(task.getName(), loader, arguments));
        host.setContextClassLoader(loader);
        host.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        host.start();
        host.join();
        loader.close();
        assertThat(failure.get()).isNull();
        return new WeakReference<>(loader);
    }

    @SuppressWarnings("unchecked")
    private static void run(String task, ClassLoader loader, List<String> arguments) {
        try {
            ((Consumer<List<String>>) loader.loadClass(task).getConstructor().newInstance()).accept(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && isOfTheApplication(thread))
                .map(Thread::getName)
                .toList();
    }

    private static boolean isOfTheApplication(Thread thread) {
        ClassLoader context = thread.getContextClassLoader();
        return thread.getName().startsWith("chatrooms-") || (context != null && "isolated".equals(context.getName()));
    }

    private int connections() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().reveal());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*) from pg_stat_activity where backend_type = 'client backend'")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void closeShouldLogNothing() throws Exception {
        List<String> arguments = arguments();
        HostApplication application =
                new HostApplication(arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3));
        try (Lines lines = Lines.capture()) {
            application.close();

            assertThat(lines.all()).isEmpty();
        }
        application.closeHost();
    }

    /** All log lines from level INFO on, logged in any way, except those of the host's web server. */
    private record Lines(ListAppender<ILoggingEvent> appender, Level level, Recorder recorder)
            implements AutoCloseable {
        static Lines capture() {
            Logger root = root();
            Lines lines = new Lines(new ListAppender<>(), root.getLevel(), new Recorder());
            lines.appender.start();
            root.addAppender(lines.appender);
            root.setLevel(Level.INFO);
            javaLogging().addHandler(lines.recorder);
            return lines;
        }

        private static Logger root() {
            return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        }

        private static java.util.logging.Logger javaLogging() {
            return LogManager.getLogManager().getLogger("");
        }

        List<String> all() {
            Stream<String> logback = List.copyOf(appender.list).stream()
                    .filter(line -> !line.getLoggerName().startsWith("io.javalin")
                            && !line.getLoggerName().startsWith("org.eclipse.jetty"))
                    .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage());
            return Stream.concat(logback, recorder.records.stream().map(LogRecord::getMessage))
                    .toList();
        }

        @Override
        public void close() {
            root().detachAppender(appender);
            root().setLevel(level);
            javaLogging().removeHandler(recorder);
        }
    }

    private static final class Recorder extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
