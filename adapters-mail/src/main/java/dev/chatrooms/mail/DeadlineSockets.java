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
 * The sockets of one delivery, which are closed at a deadline. Read timeouts are not enough: a server that sends a byte
 * from time to time never exceeds them, and they do not limit writes. Thread-safe.
 */
final class DeadlineSockets implements AutoCloseable {
    private final SSLSocketFactory tls;
    private final List<Socket> sockets = new ArrayList<>();
    private final CompletableFuture<Boolean> expiry;
    private final CompletableFuture<Void> closing;
    private boolean secured;
    private boolean expired;

    DeadlineSockets(SSLSocketFactory tls, Duration timeout) {
        this.tls = tls;
        this.expiry =
                new CompletableFuture<Boolean>().completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);
        this.closing = expiry.thenAccept(late -> {
            if (late) {
                expire();
            }
        });
    }

    private synchronized void expire() {
        expired = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // The socket is unusable either way.
            }
        }
    }

    /** Returns whether the deadline passed before the delivery ended. */
    synchronized boolean isExpired() {
        return expired;
    }

    /** Returns whether TLS was started. */
    synchronized boolean isSecured() {
        return secured;
    }

    private synchronized Socket track(Socket socket) throws IOException {
        sockets.add(socket);
        if (expired) {
            socket.close();
        }
        return socket;
    }

    /** Returns a factory for plain sockets. It implements only the method that the mail library calls. */
    SocketFactory plainFactory() {
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

    /** Returns a factory that starts TLS on connected sockets, for SMTPS as well as STARTTLS. */
    SSLSocketFactory tlsFactory() {
        return new SSLSocketFactory() {
            @Override
            public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
                synchronized (DeadlineSockets.this) {
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
        expiry.complete(false);
        closing.join();
    }
}
