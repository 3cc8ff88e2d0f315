package dev.chatrooms.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * What one mail goes over. It is cut at a deadline, whatever is under way: a server that says a word now and then stays
 * within the time limit of each read for ever, and no read limits a write.
 */
final class Line implements AutoCloseable {
    private final SSLSocketFactory tls;
    private final List<Socket> sockets = new ArrayList<>();
    private final CompletableFuture<Boolean> end;
    private final CompletableFuture<Void> watch;
    private boolean secured;
    private boolean cut;

    Line(SSLSocketFactory tls, Duration limit) {
        this.tls = tls;
        this.end = new CompletableFuture<Boolean>().completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS);
        this.watch = end.thenAccept(late -> {
            if (late) {
                cut();
            }
        });
    }

    private synchronized void cut() {
        cut = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }

    /** Whether the deadline has passed before the end. */
    synchronized boolean isCut() {
        return cut;
    }

    /** Whether TLS was begun. */
    synchronized boolean isSecured() {
        return secured;
    }

    private synchronized Socket track(Socket socket) throws IOException {
        sockets.add(socket);
        if (cut) {
            socket.close();
        }
        return socket;
    }

    /** Makes the sockets that begin without TLS. Only what the library calls is there. */
    SocketFactory plain() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return track(new Socket());
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** Puts TLS onto connected sockets, from their beginning or later. */
    SSLSocketFactory secure() {
        return new SSLSocketFactory() {
            @Override
            public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
                synchronized (Line.this) {
                    secured = true;
                }
                return tls.createSocket(track(connected), host, port, autoClose);
            }

            @Override
            public String[] getDefaultCipherSuites() {
                return tls.getDefaultCipherSuites();
            }

            @Override
            public String[] getSupportedCipherSuites() {
                return tls.getSupportedCipherSuites();
            }

            @Override
            public Socket createSocket(String host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public void close() {
        end.complete(false);
        watch.join();
    }
}
