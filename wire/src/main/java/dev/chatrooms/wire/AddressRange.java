package dev.chatrooms.wire;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address, or a block of addresses in CIDR notation.
 *
 * @param base an address inside the block
 * @param prefix the number of leading bits that the block shares: up to 32 for IPv4, 128 for IPv6
 */
public record AddressRange(InetAddress base, int prefix) {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    /** The length of the longest literal: IPv6 with an IPv4 address at its end. */
    private static final int MAX_LENGTH = 45;

    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    public AddressRange {
        if (prefix < 0 || prefix > bits(base)) {
            throw new IllegalArgumentException("prefix out of range");
        }
    }

    /**
     * Parses {@code 10.0.0.0/8}, {@code ::1} and the like. Never resolves a host name.
     *
     * @throws IllegalArgumentException for any other text, which the message names
     */
    public static AddressRange parse(String text) {
        return read(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is neither an IP address nor a network"));
    }

    private static Optional<AddressRange> read(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> base = address(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return base.map(address -> new AddressRange(address, bits(address)));
        }
        String prefix = text.substring(slash + 1);
        return base.filter(address -> PREFIX.matcher(prefix).matches())
                .filter(address -> Integer.parseInt(prefix) <= bits(address))
                .map(address -> new AddressRange(address, Integer.parseInt(prefix)));
    }

    /** Returns whether the block contains an address. It never contains one of the other IP version. */
    public boolean contains(InetAddress address) {
        int rest = bits(base) - prefix;
        return bits(address) == bits(base)
                && number(address).shiftRight(rest).equals(number(base).shiftRight(rest));
    }

    /** Returns the address that a text spells out; empty for any other text. Never resolves a host name. */
    public static Optional<InetAddress> address(String text) {
        // Checked first, since the JDK would resolve a host name.
        if (text.length() > MAX_LENGTH
                || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
