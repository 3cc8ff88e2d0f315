package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.HostAndPort;
import dev.chatrooms.server.configuration.Configuration;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server until the process receives SIGTERM or SIGINT, and closes it in order before the process exits. */
public final class ForegroundServer implements ServerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);
    /** Longer than all steps of a stop after the drain. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(50);

    private final StopLimit limit;

    public ForegroundServer() {
        this(STOP_LIMIT);
    }

    /** @param stopLimit the time after the drain at which a stop is given up and the process halts */
    ForegroundServer(Duration stopLimit) {
        this.limit = new StopLimit(stopLimit, Runtime.getRuntime()::halt);
    }

    @Override
    public void serve(Configuration configuration, Terminal terminal) throws InterruptedException {
        LogOutput.toStandardOutput(configuration.log());
        FatalExit.install();
        LOG.info("Effective configuration:\n{}", configuration.describe());
        ChatServer server = ChatServer.startGuarded(configuration);
        CountDownLatch closed = new CountDownLatch(1);
        // A single hook closes Jetty, the chat and the database in this order. Their own hooks are not used.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> close(server, configuration, closed), "chatrooms-shutdown"));
        server.leaveExitToOwner();
        LOG.info(listening(configuration.web(), server.port()));
        server.metricsPort()
                .ifPresent(port -> LOG.info(
                        "Metrics are available at {}",
                        new HostAndPort(configuration.metrics().host(), port).url(ChatServer.METRICS_PATH)));
        server.chat().administration().issueSetupToken().ifPresent(token -> printSetup(configuration, terminal, token));
        closed.await();
    }

    /** Not through the log, which holds no secrets. */
    private static void printSetup(Configuration configuration, Terminal terminal, String token) {
        LOG.info("There is no administrator yet. Create one with: java -jar chatrooms.jar admin create USERNAME");

        terminal.out()
                .println("Or open this link within an hour, which works once: "
                        + configuration.web().publicUrl() + "/#/setup/" + token);
        terminal.out().flush();
    }

    static String listening(Configuration.Web web, int port) {
        return "Chatrooms is listening on " + new HostAndPort(web.host(), port).url("") + "; browsers use "
                + web.publicUrl();
    }

    private void close(ChatServer server, Configuration configuration, CountDownLatch closed) {
        limit.start(configuration.web().drainTime());
        long seconds = configuration.web().drainTime().toSeconds();
        LOG.info(seconds == 0 ? "Stopping" : "Draining for {} seconds; a second signal stops the server now", seconds);
        TerminationSignals.handle(() -> {
            LOG.info("Stopping without waiting");
            limit.skipDrain();
            server.stopWaiting();
        });
        server.close();
        LOG.info("Stopped");
        closed.countDown();
    }
}
