package dev.chatrooms.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server with replies that a test can override. GreenMail, the other test server, accepts every mail. */
final class ScriptedSmtpServer implements AutoCloseable {
    static final String SILENCE = "";

    private final ServerSocket listening;
    private final Map<String, String> replies;
    private final @Nullable SSLContext tls;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "scripted-smtp");

    /**
     * @param replies replies by the first word of the command; CONNECT is the greeting, MAILED the reply to the message
     */
    ScriptedSmtpServer(Map<String, String> replies, @Nullable SSLContext tls) {
        this.replies = replies;
        this.tls = tls;
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    static ScriptedSmtpServer replying(Map<String, String> replies) {
        return new ScriptedSmtpServer(replies, null);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns all lines that were received, before and after STARTTLS. */
    List<String> received() {
        return received;
    }

    private void run() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                try {
                    converse(socket);
                } catch (IOException e) {
                    received.add("(disconnected)");
                }
            }
        } catch (IOException closed) {
            // The server is closed.
        }
    }

    private void converse(Socket socket) throws IOException {
        Socket line = socket;
        BufferedReader in = reader(line);
        reply(line, replies.getOrDefault("CONNECT", "220 scripted"));
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            received.add(command);
            String word = command.split("[ :]", 2)[0];
            String reply = replies.getOrDefault(word, defaultReply(word));
            reply(line, reply);
            if (word.equals("STARTTLS")) {
                SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(line, null, line.getPort(), true);
                secured.setUseClientMode(false);
                secured.startHandshake();
                line = secured;
                in = reader(line);
                received.add("(secured)");
            } else if (reply.startsWith("354")) {
                do {
                    command = in.readLine();
                    received.add(String.valueOf(command));
                } while (command != null && !command.equals("."));
                reply(line, replies.getOrDefault("MAILED", "250 taken"));
            } else if (word.equals("QUIT")) {
                line.close();
                return;
            }
        }
    }

    private String defaultReply(String word) {
        return switch (word) {
            case "EHLO" -> tls == null ? "250-scripted\r\n250 8BITMIME" : "250-scripted\r\n250 STARTTLS";
            case "DATA" -> "354 go on";
            case "STARTTLS" -> "220 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void reply(Socket socket, String reply) throws IOException {
        if (!reply.equals(SILENCE)) {
            OutputStream out = socket.getOutputStream();
            out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : connections) {
                connection.close();
            }
            thread.join(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
