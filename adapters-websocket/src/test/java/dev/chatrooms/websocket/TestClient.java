package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A WebSocket client on a plain socket. It can send any bytes and sees every frame unchanged. */
final class TestClient implements AutoCloseable {
    private static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] MASK = {1, 2, 3, 4};
    /** The limit after which a hanging test fails. No test waits for it. */
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final Queue<JsonNode> objects = new ArrayDeque<>();
    final List<Integer> frameLengths = new ArrayList<>();
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    String responseHead = "";

    record Received(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            assertThat(opcode).as("the opcode of a frame with: %s", text()).isEqualTo(CLOSE);
            return ByteBuffer.wrap(payload).getShort();
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private TestClient(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    }

    static TestClient connect(int port, String... headers) {
        TestClient client = handshake(port, 0, WebSocketAdapter.PATH, headers);
        assertThat(client.responseHead).startsWith("HTTP/1.1 101 ");
        return client;
    }

    /** Connects a client whose kernel buffers little data, so that a pause in reading has an effect soon. */
    static TestClient withSmallReceiveBuffer(int port) {
        return handshake(port, 4096, WebSocketAdapter.PATH);
    }

    static TestClient handshake(int port, int receiveBuffer, String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"));
        all.addAll(List.of(headers));
        return request(port, receiveBuffer, all);
    }

    static TestClient request(int port, int receiveBuffer, List<String> lines) {
        try {
            TestClient client = new TestClient(port, receiveBuffer);
            client.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            client.responseHead = client.readHead();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    /** Returns the JSON body of a response that is not a successful handshake. */
    JsonNode body() {
        try {
            String length = responseHead.replaceAll("(?is).*content-length: *(\\d+).*", "$1");
            return JSON.readTree(in.readNBytes(Integer.parseInt(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- sending

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] frame(int opcode, boolean fin, byte[] payload) {
        return frame((fin ? 0x80 : 0) | opcode, payload);
    }

    static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        int length = payload.length;
        if (length < 126) {
            out.write(0x80 | length);
        } else if (length < 65_536) {
            out.write(0x80 | 126);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(0x80 | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        out.writeBytes(MASK);
        for (int i = 0; i < length; i++) {
            out.write(payload[i] ^ MASK[i & 3]);
        }
        return out.toByteArray();
    }

    void text(String text) {
        write(frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8)));
    }

    void hello(String token, String cursor) {
        ObjectNode hello = JSON.createObjectNode().put("op", "hello");
        if (token != null) {
            hello.put("token", token);
        }
        if (cursor != null) {
            hello.put("cursor", cursor);
        }
        text(hello.toString());
    }

    void send(Object room, String ref, String text) {
        text(sendJson(room, ref, text, null));
    }

    static String sendJson(Object room, String ref, String text, String clientId) {
        ObjectNode send = JSON.createObjectNode().put("op", "send").put("ref", ref);
        send.put("roomId", room.toString()).put("text", text);
        if (clientId != null) {
            send.put("clientId", clientId);
        }
        return send.toString();
    }

    // ---- receiving

    /** Returns the next frame. The fragments of a message, which only Tomcat sends, are returned as one frame. */
    Received receive() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = readPayload();
                int opcode = first & 0x0f;
                boolean fin = (first & 0x80) != 0;
                if (fin && opcode != CONTINUATION) {
                    return new Received(opcode, payload);
                }
                assertThat(TestTomcat.CHOSEN)
                        .as("the server may send fragments")
                        .isTrue();
                fragments.writeBytes(payload);
                if (fin) {
                    Received whole = new Received(TEXT, fragments.toByteArray());
                    fragments.reset();
                    return whole;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] readPayload() throws IOException {
        int second = in.readUnsignedByte();
        assertThat(second & 0x80).as("servers must not mask frames").isZero();
        long length = second;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return in.readNBytes((int) length);
    }

    /** Returns the next object that is not a signal. Signals arrive at any time. */
    JsonNode next() {
        JsonNode object = nextObject();
        while (object.path("op").asText().equals("signal")) {
            object = nextObject();
        }
        return object;
    }

    /** Returns the next signal of a type and skips all other objects. */
    JsonNode awaitSignal(String type) {
        JsonNode object = nextObject();
        while (!object.path("op").asText().equals("signal")
                || !object.path("type").asText().equals(type)) {
            object = nextObject();
        }
        return object;
    }

    /** Returns the next object, signals included. */
    JsonNode nextObject() {
        while (objects.isEmpty()) {
            Received frame = receive();
            if (frame.opcode() == PING) {
                continue;
            }
            assertThat(frame.opcode())
                    .as("the opcode of a frame with: %s", frame.text())
                    .isEqualTo(TEXT);
            frameLengths.add(frame.payload().length);
            for (String line : frame.text().split("\n", -1)) {
                objects.add(parse(line));
            }
        }
        return objects.remove();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next object that is not a signal, and asserts its op. */
    JsonNode expect(String op) {
        JsonNode object = next();
        assertThat(object.path("op").asText()).as("the op of %s", object).isEqualTo(op);
        return object;
    }

    /** Returns the next object that matches and skips all others. */
    JsonNode await(Predicate<JsonNode> condition) {
        while (true) {
            JsonNode object = next();
            if (condition.test(object)) {
                return object;
            }
        }
    }

    JsonNode await(String op) {
        return await(object -> object.path("op").asText().equals(op));
    }

    JsonNode awaitEvent(String type) {
        return await(object -> object.path("type").asText().equals(type));
    }

    /**
     * Reads in the background and answers pings, as a browser does.
     *
     * @return completes with the close frame; fails if the connection is lost without one
     */
    CompletableFuture<Received> answerPings() {
        return CompletableFuture.supplyAsync(
                () -> {
                    while (true) {
                        Received frame = receive();
                        if (frame.opcode() == PING) {
                            write(frame(PONG, true, frame.payload()));
                        } else if (frame.opcode() == CLOSE) {
                            return frame;
                        }
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "test-client");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** Reads until a close frame arrives. */
    Received awaitClose() {
        while (true) {
            Received frame = receive();
            if (frame.opcode() == CLOSE) {
                return frame;
            }
        }
    }

    /** Sends a close frame and returns whether the server then closes the connection. */
    boolean isClosedAfterCloseFrame() {
        try {
            write(frame(CLOSE, true, new byte[] {0x03, (byte) 0xe8}));
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** Reads until the connection is closed, with or without a close frame. */
    void awaitDisconnect() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException open) {
            throw new UncheckedIOException(open);
        } catch (IOException broken) {
            // The connection was reset, which also counts as closed.
        }
    }

    /** Sends a ping and waits for its pong: everything sent before has been processed. */
    JsonNode roundTrip() {
        text("{\"op\":\"ping\",\"ref\":\"round trip\"}");
        return await(object -> object.path("ref").asText().equals("round trip"));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
