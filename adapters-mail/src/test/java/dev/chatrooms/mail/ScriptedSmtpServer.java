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

/** A mail server that answers by the book but for what a test says. The real one of the tests takes everything. */
final class ScriptedServer implements AutoCloseable {
    static final String SILENCE = "";

    private final ServerSocket listening;
    private final Map<String, String> answers;
    private final @Nullable SSLContext tls;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "scripted-smtp");

    /**
     * @param answers what to answer to commands, by their first word; the greeting's is CONNECT, the answer to a mail
     *     MAILED
     */
    ScriptedServer(Map<String, String> answers, @Nullable SSLContext tls) {
        this.answers = answers;
        this.tls = tls;
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    static ScriptedServer answering(Map<String, String> answers) {
        return new ScriptedServer(answers, null);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** All lines, of what was said in the clear and of what was not. */
    List<String> heard() {
        return heard;
    }

    private void run() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                try {
                    talk(socket);
                } catch (IOException e) {
                    heard.add("(gone)");
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket socket) throws IOException {
        Socket line = socket;
        BufferedReader in = reader(line);
        say(line, answers.getOrDefault("CONNECT", "220 scripted"));
        for (String said = in.readLine(); said != null; said = in.readLine()) {
            heard.add(said);
            String word = said.split("[ :]", 2)[0];
            String answer = answers.getOrDefault(word, usual(word));
            say(line, answer);
            if (word.equals("STARTTLS")) {
                SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(line, null, line.getPort(), true);
                secured.setUseClientMode(false);
                secured.startHandshake();
                line = secured;
                in = reader(line);
                heard.add("(secured)");
            } else if (answer.startsWith("354")) {
                do {
                    said = in.readLine();
                    heard.add(String.valueOf(said));
                } while (said != null && !said.equals("."));
                say(line, answers.getOrDefault("MAILED", "250 taken"));
            } else if (word.equals("QUIT")) {
                line.close();
                return;
            }
        }
    }

    private String usual(String word) {
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

    private static void say(Socket socket, String answer) throws IOException {
        if (!answer.equals(SILENCE)) {
            OutputStream out = socket.getOutputStream();
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
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
