package dev.chatrooms.server;

import dev.chatrooms.application.Eventually;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An nginx in the foreground, with the location of {@code docs/operations.md} for another server. */
final class Nginx implements AutoCloseable {
    private static final int STOP_SECONDS = 30;
    /** Where packages install it, which is not on the path of every user. */
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");

    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path %1$s/client_body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %2$s
            }
            """;

    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
    private static final String BLOCK = "```nginx\n";

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), FOLDERS.stream())
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns a port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Returns the first block for nginx of the document, with other ports. */
    private static String documentedServer(int port, int target) throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BLOCK) + BLOCK.length();
        String block = document.substring(begin, document.indexOf("```", begin));
        return block.replace("server {", "server {\n    listen 127.0.0.1:" + port + ";")
                .replace("http://127.0.0.1:7070/", "http://127.0.0.1:" + target + "/");
    }

    /**
     * Starts nginx. It serves the other server under {@code /chat}.
     *
     * @param target the port of the other server
     */
    static Nginx start(Path folder, int port, int target) throws IOException {
        String configuration = CONFIGURATION.formatted(folder, documentedServer(port, target));
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
        Path program = program().orElseThrow(() -> new IllegalStateException("nginx is not installed"));
        Process process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Nginx nginx = new Nginx(process);
        Eventually.await("nginx to accept connections", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("nginx has ended: " + Files.readString(folder.resolve("nginx.log")));
            }
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (ConnectException notYet) {
                return false;
            }
        });
        return nginx;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
