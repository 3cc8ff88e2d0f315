package dev.chatrooms.bootstrap.crash;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.bootstrap.Main;

/**
 * The server, but where the death of a thread would end the process, it only prints the thread's name. A debugger can
 * throw {@link #KILLER} in its threads.
 */
final class MourningServer {
    static final String PREFIX = "the process would end: ";

    /** Not fatal by itself. */
    static final Error KILLER = new Error("thrown by the test");

    private MourningServer() {}

    public static void main(String... arguments) {
        Thread preparing = new Thread(MourningServer::replaceHandler, "preparing");
        preparing.setDaemon(true);
        preparing.start();
        Main.main(arguments);
    }

    private static void replaceHandler() {
        Eventually.await("the handler of the server", () -> Thread.getDefaultUncaughtExceptionHandler() != null);
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (thread instanceof EssentialThread) {
                System.out.println(PREFIX + thread.getName());
            }
        });
    }
}
