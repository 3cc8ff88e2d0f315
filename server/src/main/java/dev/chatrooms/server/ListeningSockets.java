package dev.chatrooms.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the sockets that a connector accepts connections from. The name {@code localhost} stands for the loopback
 * addresses of both families, because clients resolve it to either. All sockets have the same port.
 */
final class ListeningSockets {
    /** A free port of one family may be in use in the other. */
    private static final int MAX_ATTEMPTS = 20;

    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private ListeningSockets() {}

    /**
     * Opens the sockets of a host.
     *
     * @param port 0 for any free port
     * @param acceptQueue the number of connections that the system holds until they are accepted
     * @return one socket per address, at least one
     * @throws IOException if the host cannot be resolved, or if the port cannot be opened on an address that exists
     */
    static List<ServerSocketChannel> open(String host, int port, int acceptQueue) throws IOException {
        return open(addresses(host), port, acceptQueue);
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        return host.equalsIgnoreCase("localhost")
                ? List.of(InetAddress.getByAddress(host, IPV4_LOOPBACK), InetAddress.getByAddress(host, IPV6_LOOPBACK))
                : List.of(InetAddress.getByName(host));
    }

    /** Opens a socket for each address. Leaves out addresses that this machine does not have, unless it has none. */
    static List<ServerSocketChannel> open(List<InetAddress> addresses, int port, int acceptQueue) throws IOException {
        List<InetAddress> usable =
                addresses.stream().filter(ListeningSockets::isLocal).toList();
        List<InetAddress> wanted = usable.isEmpty() ? addresses : usable;
        for (int attempt = 1; ; attempt++) {
            try {
                return openAll(wanted, port, acceptQueue);
            } catch (IOException e) {
                if (port != 0 || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static List<ServerSocketChannel> openAll(List<InetAddress> addresses, int port, int acceptQueue)
            throws IOException {
        List<ServerSocketChannel> open = new ArrayList<>();
        try {
            int actual = port;
            for (InetAddress address : addresses) {
                ServerSocketChannel channel = ServerSocketChannel.open();
                open.add(channel);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.bind(new InetSocketAddress(address, actual), acceptQueue);
                actual = channel.socket().getLocalPort();
            }
            return open;
        } catch (IOException | RuntimeException e) {
            close(open);
            throw e;
        }
    }

    private static boolean isLocal(InetAddress address) {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException | UnsupportedAddressTypeException e) {
            return false;
        }
    }

    static void close(List<ServerSocketChannel> channels) {
        for (ServerSocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("a listening socket failed to close", e);
            }
        }
    }
}
