package dev.chatrooms.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Some IP addresses: one, or a network in CIDR notation ({@code 10.0.0.0/8}, {@code ::1}). */
public final class AddressRange {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * The addresses that a text names.
     *
     * @throws IllegalArgumentException with a sentence that names the text
     */
    public static AddressRange parse(String text) {
        String[] parts = text.split("/", -1);
        byte[] network = address(parts[0])
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is neither an IP address nor a network"))
                .getAddress();
        int bits = 8 * network.length;
        if (parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw new IllegalArgumentException("'" + text + "' is neither an IP address nor a network");
        }
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
        if (prefix > bits) {
            throw new IllegalArgumentException("'" + text + "' has a prefix longer than " + bits + " bits");
        }
        return new AddressRange(network, prefix);
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The address that a text spells out; empty for anything else. Never asks a name server. */
    public static Optional<InetAddress> address(String text) {
        if (text.length() > 45
                || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
