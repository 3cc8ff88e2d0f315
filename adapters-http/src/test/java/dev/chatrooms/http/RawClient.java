package dev.chatrooms.http;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client on a plain socket, which a test can close in any way and at any time. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private String head = "";

    /** A response with a body of known length. */
    record RawResponse(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static RawClient connect(TestServer server) {
        return connect(server, new Socket());
    }

    /** Connects with a socket that receives little without being read. */
    static RawClient connectWithSmallBuffer(TestServer server) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            return connect(server, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawClient connect(TestServer server, Socket socket) {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.setSoTimeout((int) TestServer.TIMEOUT.toMillis());
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String get(Person person, String path, String accept) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\nAuthorization: Bearer "
                + person.token() + "\r\n\r\n";
    }

    void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawResponse receive() {
        String received = receiveHead();
        head = "";
        try {
            String lower = received.toLowerCase(Locale.ROOT);
            int length = Integer.parseInt(lower.replaceAll("(?s).*content-length: *(\\d+).*", "$1"));
            byte[] body = in.readNBytes(length);
            return new RawResponse(
                    Integer.parseInt(received.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Receives the head of the next response only. */
    String receiveHead() {
        try {
            StringBuilder received = new StringBuilder(head);
            while (received.indexOf("\r\n\r\n") < 0) {
                received.append((char) in.readUnsignedByte());
            }
            head = received.toString();
            return head;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the sending half and continues to receive. */
    void closeOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection with a reset, as the system of a crashed client does. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
