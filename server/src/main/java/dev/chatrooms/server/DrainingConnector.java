package dev.chatrooms.server;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that, when it closes, first accepts the connections that wait in the kernel's queue. Their clients may
 * have sent a request already, and the kernel resets them when the listening socket closes.
 *
 * <p>The acceptor therefore waits on a selector instead of in {@code accept}, so that closing can accept without
 * blocking. A closed connector stays closed.
 */
final class DrainingConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(DrainingConnector.class);

    private final ConnectionsPerAddress addresses;
    private volatile @Nullable ServerSocketChannel listening;
    private volatile @Nullable Selector arrivals;
    private volatile boolean closed;

    DrainingConnector(Server server, HttpConnectionFactory http, ConnectionsPerAddress addresses) {
        super(server, 1, 1, http);
        this.addresses = addresses;
    }

    @Override
    protected void doStart() throws Exception {
        addBean(addresses);
        super.doStart();
    }

    @Override
    public void open() throws IOException {
        super.open();
        if (listening == null) {
            ServerSocketChannel opened = (ServerSocketChannel) getTransport();
            opened.configureBlocking(false);
            Selector selector = Selector.open();
            opened.register(selector, SelectionKey.OP_ACCEPT);
            arrivals = selector;
            listening = opened;
        }
    }

    @Override
    public void accept(int acceptor) throws IOException {
        Selector selector = arrivals;
        if (!acceptWaiting() && selector != null && !closed) {
            try {
                selector.select(ready -> {});
            } catch (ClosedSelectorException closing) {
                LOG.trace("{} was closed", this, closing);
            }
        }
    }

    /** Accepts a connection if one waits, and returns whether it did. */
    private boolean acceptWaiting() throws IOException {
        SocketChannel client = nextWaiting();
        if (client == null) {
            return false;
        }
        serve(client);
        return true;
    }

    private void serve(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        configure(client.socket());
        if (addresses.admit(client)) {
            getSelectorManager().accept(client);
        } else {
            LOG.debug("Closing a connection of {}: its address has the maximum", client);
            client.close();
        }
    }

    /** Excludes {@link #closeSocket}: otherwise the acceptor could find the socket closed, and log it as a failure. */
    private synchronized @Nullable SocketChannel nextWaiting() throws IOException {
        ServerSocketChannel channel = listening;
        return channel != null && channel.isOpen() ? channel.accept() : null;
    }

    /**
     * Accepts the connections that wait, closes the socket and returns them. Does nothing else in between, since the
     * kernel resets each connection that arrives after the last one was accepted.
     */
    private synchronized List<SocketChannel> closeSocket(boolean full) throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        ServerSocketChannel channel = listening;
        if (channel != null && channel.isOpen()) {
            // At the limit of connections, those in the queue have no place.
            SocketChannel client = full ? null : channel.accept();
            while (client != null) {
                waiting.add(client);
                client = channel.accept();
            }
            channel.close();
        }
        super.close();
        return waiting;
    }

    /** Has no effect once this connector is closed, so that the acceptor rests until the server stops. */
    @Override
    public void setAccepting(boolean accepting) {
        super.setAccepting(accepting && !closed);
    }

    @Override
    public void close() {
        boolean full = !isAccepting();
        closed = true;
        setAccepting(false);
        try {
            Selector selector = arrivals;
            if (selector != null) {
                // Before the socket: this waits for the acceptor, and a registered channel stays open until then.
                selector.close();
            }
            for (SocketChannel client : closeSocket(full)) {
                serve(client);
            }
        } catch (IOException e) {
            LOG.debug("Cannot accept the waiting connections", e);
        }
    }
}
