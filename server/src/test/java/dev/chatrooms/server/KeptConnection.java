package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client's connection that is kept alive. It never repeats a request by itself, as HTTP clients do. */
final class KeptConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;

    /** A response with its whole body. */
    record Answer(int status, String head, JsonNode body) {
        boolean closesConnection() {
            return head.toLowerCase(Locale.ROOT).contains("connection: close");
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    KeptConnection(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** @param headers complete header lines */
    KeptConnection send(String method, String path, String headers, String body) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    KeptConnection get(String path) throws IOException {
        return send("GET", path, "", "");
    }

    /** Reads a response with a {@code Content-Length}. Fails if the connection ends before. */
    Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("a byte after: %s", head).isNotNegative();
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        byte[] body = socket.getInputStream().readNBytes(length);
        assertThat(body).hasSize(length);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), JSON.readTree(body));
    }

    /** Reads until the server closes the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
