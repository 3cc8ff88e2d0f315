package dev.chatrooms.server.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Linux user namespace. A program in it runs as the user nobody, and still owns the files of the user that started
 * it.
 */
final class UserNamespace {

    private static final List<String> ENTER = List.of("unshare", "-U");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private UserNamespace() {}

    static List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(ENTER);
        command.addAll(program);
        return command;
    }

    /**
     * Checks that the system permits user namespaces. Containers often do not.
     *
     * @param reason a clause that says why one is needed, without a final full stop
     * @throws EmbeddedDatabaseException if it does not
     */
    static void require(String reason) {
        try {
            Program.run(command(List.of("true")), "", TIMEOUT);
        } catch (EmbeddedDatabaseException refused) {
            throw new EmbeddedDatabaseException(
                    reason
                            + ", and this system does not permit user namespaces: start Chatrooms as another user or"
                            + " set CHATROOMS_DATABASE_URL.",
                    refused);
        }
    }
}
