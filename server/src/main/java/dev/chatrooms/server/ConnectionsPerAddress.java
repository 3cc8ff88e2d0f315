package dev.chatrooms.server;

import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.wire.AddressRange;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open connections of each client address, so that one client cannot take all connections of the node. An
 * IPv6 network counts as one address.
 *
 * <p>Connections from exempt addresses are not limited: those of trusted proxies carry the requests of many clients.
 *
 * <p>A listener of its connectors. Thread-safe.
 */
final class ConnectionsPerAddress implements SelectorManager.AcceptListener {
    private final int limit;
    private final Predicate<InetAddress> exempt;

    // Both are guarded by this.
    private final Map<SelectableChannel, String> networks = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();

    /** @param limit the connections of an address at a time; 0 for no limit */
    ConnectionsPerAddress(int limit, Predicate<InetAddress> exempt) {
        this.limit = limit;
        this.exempt = exempt;
    }

    /**
     * Returns a limit that exempts trusted proxies and the machine itself. Connections from there are a proxy's that is
     * not configured as trusted, or of a program that could exhaust the machine in other ways.
     */
    static ConnectionsPerAddress of(int limit, List<AddressRange> trustedProxies) {
        return new ConnectionsPerAddress(limit, address -> isExempt(address, trustedProxies));
    }

    static boolean isExempt(InetAddress address, List<AddressRange> trustedProxies) {
        return address.isLoopbackAddress() || trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** Counts a connection and returns true, unless its address has the maximum. */
    boolean admit(SocketChannel channel) {
        InetAddress address = channel.socket().getInetAddress();
        if (limit == 0 || address == null || exempt.test(address)) {
            return true;
        }
        String network = Objects.requireNonNull(
                Client.anonymous(address.getHostAddress()).network());
        synchronized (this) {
            int before = open.getOrDefault(network, 0);
            if (before >= limit) {
                return false;
            }
            open.put(network, before + 1);
            networks.put(channel, network);
            return true;
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, @Nullable Throwable cause) {
        onClosed(channel);
    }

    @Override
    public synchronized void onClosed(SelectableChannel channel) {
        String network = networks.remove(channel);
        if (network != null && open.merge(network, -1, Integer::sum) == 0) {
            open.remove(network);
        }
    }

    /** Returns the number of addresses with connections. */
    synchronized int addresses() {
        return open.size();
    }
}
