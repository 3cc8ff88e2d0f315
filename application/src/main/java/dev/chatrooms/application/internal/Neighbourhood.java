package dev.chatrooms.application.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whose address an address is, for limits: a household gets a whole /64 of IPv6 (RFC 6177), and could come from another each time. */
public final class Neighbourhood {
    private static final int NETWORK_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    private Neighbourhood() {}

    /** The network of an IPv6 address; any other text as it is. */
    public static String of(String address) {
        // What has no colon is no IPv6, and must not be looked up as a name.
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
