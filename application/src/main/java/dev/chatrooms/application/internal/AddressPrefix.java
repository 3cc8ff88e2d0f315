package dev.chatrooms.application.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reduces a client address to the part that rate limits count by. A household gets a whole /64 of IPv6 (RFC 6177) and
 * could use a new address each time. Works on the text alone, since the core has no network access.
 */
public final class AddressPrefix {
    private static final int GROUPS = 8;
    private static final int GROUPS_OF_A_NETWORK = 4;
    private static final Pattern MAPPED = Pattern.compile("(?i)(?:0{0,4}:){1,5}:?ffff:([0-9]+(?:\\.[0-9]+){3})");
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");

    private AddressPrefix() {}

    /**
     * Returns the /64 prefix of an IPv6 address. Returns an IPv4 address as it is, without an IPv6 mapping around it,
     * and likewise any other text.
     */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String bare = address.replaceAll("[\\[\\]]|%.*", "").toLowerCase(Locale.ROOT);
        Matcher mapped = MAPPED.matcher(bare);
        if (mapped.matches()) {
            return mapped.group(1);
        }
        List<String> groups = groups(bare);
        return groups.size() == GROUPS
                        && groups.stream()
                                .allMatch(group -> GROUP.matcher(group).matches())
                ? groups.stream()
                                .limit(GROUPS_OF_A_NETWORK)
                                .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                                .collect(Collectors.joining(":"))
                        + "::/64"
                : address;
    }

    /** Splits an address into groups and fills in the zeros of a double colon (RFC 4291, 2.2). */
    private static List<String> groups(String bare) {
        String[] halves = bare.split("::", -1);
        List<String> left = split(halves[0]);
        if (halves.length != 2) {
            return left;
        }
        List<String> right = split(halves[1]);
        List<String> groups = new ArrayList<>(left);
        groups.addAll(Collections.nCopies(Math.max(0, GROUPS - left.size() - right.size()), "0"));
        groups.addAll(right);
        return groups;
    }

    private static List<String> split(String half) {
        return half.isEmpty() ? List.of() : Arrays.asList(half.split(":", -1));
    }
}
