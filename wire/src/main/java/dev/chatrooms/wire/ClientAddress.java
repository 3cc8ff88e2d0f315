package dev.chatrooms.wire;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the address of a client behind trusted proxies. */
public final class ClientAddress {
    /** The header in which proxies pass on the addresses. */
    public static final String HEADER = "X-Forwarded-For";

    private final List<AddressRange> trusted;

    /** @param trusted the proxies whose header counts */
    public ClientAddress(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Walks back through {@code X-Forwarded-For} from the connection's peer, as long as each hop is a trusted proxy.
     * The first hop that is not trusted is the client: it could have invented the hops before it.
     *
     * @param remote the address of the peer
     * @param forwarded the values of {@code X-Forwarded-For}, in order
     */
    public String of(String remote, List<String> forwarded) {
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        String client = remote;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            Optional<InetAddress> hop = AddressRange.address(withoutPort(hops.get(i)));
            if (hop.isEmpty()) {
                break;
            }
            client = hop.get().getHostAddress();
        }
        return client;
    }

    private boolean isTrusted(String text) {
        return !trusted.isEmpty()
                && AddressRange.address(text)
                        .filter(address -> trusted.stream().anyMatch(range -> range.contains(address)))
                        .isPresent();
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.contains("]")) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
