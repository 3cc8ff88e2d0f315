package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Throws an error in each thread that a server needs, as a debugger. None of them may die unnoticed. */
@Tag("thorough")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EssentialThreadsTest {
    private static final Pattern LISTENING = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");
    /** Threads of pools, which replace one that dies, and the one that ends the process. */
    private static final Pattern OTHERS =
            Pattern.compile("chatrooms-(worker-|password-|jetty-|read:|write:|fatal-exit|stop-limit).*");

    @TempDir
    Path parent;

    @Test
    void deathOfEachEssentialThreadShouldEndTheProcess() throws Exception {
        List<String> options = List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        try (ServerProcess server = ServerProcess.startClasses(
                MourningServer.class, options, DataFolders.used(parent.resolve("data")), Map.of())) {
            VirtualMachine vm = attach(server);
            Map<String, ThreadReference> essential = essentialThreads(vm);
            assertThat(essential.keySet())
                    .contains(
                            "chatrooms-committer",
                            "chatrooms-committer-watchdog",
                            "chatrooms-feed",
                            "chatrooms-indexer",
                            "chatrooms-mail",
                            "chatrooms-presence",
                            "chatrooms-postgres-log",
                            "chatrooms-postgres-supervisor",
                            "chatrooms-ws-heartbeat");
            assertThat(otherThreads(vm, essential.keySet())).isEmpty();

            ObjectReference error = killer(vm);
            for (ThreadReference thread : essential.values()) {
                thread.stop(error);
            }
            // The reader of its output waits in the system until there is some.
            server.killDatabase();

            Eventually.await("reports", () -> reported(server), reported -> reported.equals(essential.keySet()));
            vm.dispose();
            server.kill();
        }
    }

    private static VirtualMachine attach(ServerProcess server) throws Exception {
        String port = server.log().stream()
                .map(LISTENING::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return connector.attach(arguments);
    }

    private static Map<String, ThreadReference> essentialThreads(VirtualMachine vm) {
        return vm.allThreads().stream()
                .filter(thread -> isEssential((ClassType) thread.referenceType()))
                .collect(Collectors.toMap(ThreadReference::name, Function.identity()));
    }

    private static boolean isEssential(ClassType type) {
        return Stream.iterate(type, ancestor -> ancestor != null, ClassType::superclass)
                .anyMatch(ancestor -> ancestor.name().equals(EssentialThread.class.getName()));
    }

    /** Returns the chat's threads that are neither essential nor known to be harmless. */
    private static Set<String> otherThreads(VirtualMachine vm, Set<String> essential) {
        return vm.allThreads().stream()
                .map(ThreadReference::name)
                .filter(name -> name.startsWith("chatrooms-"))
                .filter(name ->
                        !essential.contains(name) && !OTHERS.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    private static ObjectReference killer(VirtualMachine vm) {
        ReferenceType program = vm.classesByName(MourningServer.class.getName()).get(0);
        return (ObjectReference) program.getValue(program.fieldByName("KILLER"));
    }

    private static Set<String> reported(ServerProcess server) {
        return server.log().stream()
                .filter(line -> line.startsWith(MourningServer.PREFIX))
                .map(line -> line.substring(MourningServer.PREFIX.length()))
                .collect(Collectors.toSet());
    }
}
