package dev.chatrooms.bootstrap.crash;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server, and a thread that takes all memory when a file appears and leaves the failures to the server. */
final class HungryServer {
    /** The system property with the path of the file. */
    static final String FILE = "chatrooms.test.hunger";

    private static final int PIECE = 512;

    private HungryServer() {}

    public static void main(String... arguments) {
        Path file = Path.of(System.getProperty(FILE));
        Thread hungry = new Thread(() -> eat(file), "hungry");
        hungry.setDaemon(true);
        hungry.start();
        Main.main(arguments);
    }

    private static void eat(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        List<byte[]> eaten = new ArrayList<>();
        while (!eaten.isEmpty() || Files.exists(file)) {
            try {
                eaten.add(new byte[PIECE]);
            } catch (OutOfMemoryError full) {
                Thread.onSpinWait();
            }
        }
        Eventually.await("the exit of the process", () -> false);
    }
}
