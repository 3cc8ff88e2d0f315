package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.bootstrap.crash.ApiClient;
import dev.chatrooms.bootstrap.crash.ServerProcess;
import dev.chatrooms.server.database.DataFolders;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server with a small heap in a separate process, with default limits except that its tests may register and log in
 * as often as they need.
 *
 * <pre>{@code
 * try (ServerUnderAttack server = ServerUnderAttack.start(folder);
 *         Bystander bystander = server.bystander();
 *         Attackers attackers = Attackers.repeating(8, () -> ...)) {
 *     attackers.await(1000);
 *     bystander.chatOn();
 *     server.assertUnharmed();
 * }
 * }</pre>
 */
public final class ServerUnderAttack implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m");
    private static final int TIMEOUT_MILLIS = 90_000;

    private final ServerProcess process;
    private final ApiClient api;

    private ServerUnderAttack(ServerProcess process) {
        this.process = process;
        this.api = new ApiClient(process);
    }

    /** Starts a server on a new database in the folder. */
    public static ServerUnderAttack start(Path folder) {
        return start(folder, Map.of());
    }

    /** As {@link #start(Path)}, with further settings. */
    public static ServerUnderAttack start(Path folder, Map<String, String> settings) {
        return start(folder, List.of(), settings);
    }

    /** As {@link #start(Path, Map)}, with further options of the JVM. */
    public static ServerUnderAttack start(Path folder, List<String> jvmOptions, Map<String, String> settings) {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(jvmOptions);
        Map<String, String> all =
                new HashMap<>(Map.of("CHATROOMS_REGISTRATIONS_PER_HOUR", "0", "CHATROOMS_LOGINS_PER_MINUTE", "0"));
        all.putAll(settings);
        return new ServerUnderAttack(ServerProcess.startClasses(options, DataFolders.used(folder), all));
    }

    /** Returns a client that registers accounts and makes calls for them. */
    public ApiClient api() {
        return api;
    }

    public ServerProcess process() {
        return process;
    }

    /** Opens a connection for requests that no HTTP client would send. */
    public Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", process.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Registers an account that chats from now on in a room of its own. */
    public Bystander bystander() {
        return new Bystander(api, "bystander");
    }

    /** Fails if the server has exited, ran out of memory or does not answer. */
    public void assertUnharmed() {
        assertThat(process.isAlive()).as(log()).isTrue();
        assertThat(process.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(api.send("GET", "/health/live", null, null).statusCode()).isEqualTo(200);
    }

    private String log() {
        return String.join("\n", process.log());
    }

    @Override
    public void close() {
        process.close();
    }
}
