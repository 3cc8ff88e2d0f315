package dev.chatrooms.bootstrap.server;

import dev.chatrooms.bootstrap.command.ServerRunner;
import dev.chatrooms.bootstrap.command.Terminal;
import dev.chatrooms.bootstrap.configuration.Configuration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server until the process is asked to end (SIGTERM, SIGINT), and has it closed in order before it does. */
public final class Serving implements ServerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    @Override
    public void serve(Configuration configuration, Terminal terminal) throws InterruptedException {
        LogOutput.toStandardOutput(configuration.log());
        LOG.info("Effective configuration:\n{}", configuration.describe());
        ChatServer server = ChatServer.start(configuration);
        CountDownLatch closed = new CountDownLatch(1);
        // Jetty, the database and the chat stop in our order, so there is one hook, and none of theirs.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, closed), "chatrooms-shutdown"));
        LOG.info("Chatrooms listens on http://{}:{}", configuration.web().host(), server.port());
        server.metricsPort()
                .ifPresent(port -> LOG.info(
                        "Metrics are at http://{}:{}{}", configuration.metrics().host(), port, MetricsEndpoint.PATH));
        if (!server.chat().administration().hasAdmin()) {
            LOG.info(
                    "There is no administrator yet. To make one: java -jar chatrooms.jar admin create NAME (while the server is stopped"
                            + " if its database is the embedded one)");
        }
        closed.await();
    }

    private static void close(ChatServer server, CountDownLatch closed) {
        LOG.info("Stopping");
        server.close();
        LOG.info("Stopped");
        closed.countDown();
    }
}
