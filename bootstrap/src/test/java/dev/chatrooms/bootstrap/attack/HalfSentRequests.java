package dev.chatrooms.bootstrap.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that each send the beginning of a request, and go on slowly. The server may close them at any time. */
public final class HalfSentRequests implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    private HalfSentRequests() {}

    /**
     * Opens connections.
     *
     * @param head the request line and the headers, with the length of a body
     * @param bodyBytes the bytes of the body that are sent at once
     */
    public static HalfSentRequests open(ServerUnderAttack server, int connections, String head, int bodyBytes) {
        HalfSentRequests requests = new HalfSentRequests();
        byte[] beginning = (head + "{" + " ".repeat(bodyBytes - 1)).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < connections; i++) {
                Socket socket = server.connect();
                requests.sockets.add(socket);
                write(socket, beginning);
            }
        } catch (IOException e) {
            requests.close();
            throw new UncheckedIOException(e);
        }
        return requests;
    }

    private static boolean write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Sends some more bytes of each request and returns the number of connections that took them. */
    public int goOn(int bytes) {
        byte[] more = " ".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        int taken = 0;
        for (Socket socket : sockets) {
            if (write(socket, more)) {
                taken++;
            }
        }
        return taken;
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
