package dev.chatrooms.bootstrap.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The server with a short limit for a stop, in a process in which another shutdown hook never ends. */
final class HangingServer {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private HangingServer() {}

    public static void main(String... arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        System.exit(new CommandLineInterface(Terminal.ofProcess(), System.getenv(), new ForegroundServer(STOP_LIMIT))
                .run(arguments));
    }
}
