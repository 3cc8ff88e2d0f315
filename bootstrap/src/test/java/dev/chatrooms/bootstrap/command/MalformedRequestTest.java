package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.server.WebServer;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Configuration.LogFormat;
import dev.chatrooms.server.configuration.Configuration.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Malformed requests must not fill the log, nor write what a client chooses into it. */
class MalformedRequestTest {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final PrintStream originalOut = System.out;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void captureStandardOutput() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws Exception {
        System.setOut(originalOut);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void malformedRequestsShouldNotBeLogged() throws IOException {
        Configuration configuration =
                Configuration.read(Map.of(), Map.of("CHATROOMS_DATA_DIR", folder.toString(), "CHATROOMS_PORT", "0"));
        LogOutput.toStandardOutput(new Configuration.Log(LogFormat.TEXT, LogLevel.INFO));
        try (Chat chat = Chat.inMemory();
                WebServer server = WebServer.start(configuration, chat, RequestObserver.NONE)) {
            output.reset();
            for (String request : requests()) {
                assertThat(answer(server.port(), request)).matches("(?s)HTTP/1.1 [45].*");
            }
            assertThat(output.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    private static List<String> requests() {
        String get = "GET /api/v1/me HTTP/1.1\r\n";
        String post = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        return List.of(
                get + "Host: secret\r\nHost: secret\r\n\r\n",
                get + "Host: sec:ret\r\n\r\n",
                get + "Host: x:99999999\r\n\r\n",
                get + "Host: [secret\r\n\r\n",
                get + "\r\n",
                get + "Host: x\r\nBad Header: secret\r\n\r\n",
                get + "Host: x\r\n folded: secret\r\n\r\n",
                get + "Host: x\r\nno colon\r\n\r\n",
                get + "Host: x\r\nSecret: a\0b\r\n\r\n",
                get + "Host: x\r\nCookie: a=\"secret; =; b\r\nConnection: close\r\n\r\n",
                get + "Host: x\r\nX-Big: " + "secret".repeat(10_000) + "\r\n\r\n",
                get + "Host: x\r\n" + "secret: x\r\n".repeat(1000) + "\r\n",
                "GET /api/v1/%zz%FF HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/users?search=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET http://[secret/ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/me HTTP/7.9\r\nHost: x\r\n\r\n",
                "SECRET\r\n\r\n",
                post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                post + "Content-Length: secret\r\n\r\n",
                post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                post + "Transfer-Encoding: secret\r\n\r\n",
                post + "Transfer-Encoding: chunked\r\n\r\nsecret\r\n\r\n");
    }

    private static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        }
    }
}
