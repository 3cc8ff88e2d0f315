package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import dev.chatrooms.wire.AddressRange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Limits the requests in progress of each client address that are not authenticated. A client behind a trusted proxy
 * has no connections of its own that could be limited. An IPv6 network counts as one address, and the machine itself is
 * exempt: requests from there are those of a proxy that is not configured as trusted. Thread-safe.
 */
final class AnonymousRequests {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int limit;
    // Guarded by itself.
    private final Map<String, Integer> inProgress = new HashMap<>();

    /** @param limit the requests of an address at a time; 0 for no limit */
    AnonymousRequests(int limit) {
        this.limit = limit;
    }

    /**
     * Counts a request until its permit is released.
     *
     * @throws ChatException {@code rate_limited} if the address has too many requests in progress
     */
    Permit begin(String address) {
        String network = Client.anonymous(address).network();
        if (limit == 0 || network == null || isLoopback(address)) {
            return Permit.NONE;
        }
        synchronized (inProgress) {
            int before = inProgress.getOrDefault(network, 0);
            if (before >= limit) {
                throw tooMany();
            }
            inProgress.put(network, before + 1);
        }
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                end(network);
            }
        };
    }

    private static boolean isLoopback(String address) {
        return AddressRange.address(address)
                .filter(InetAddress::isLoopbackAddress)
                .isPresent();
    }

    private void end(String network) {
        synchronized (inProgress) {
            if (inProgress.merge(network, -1, Integer::sum) == 0) {
                inProgress.remove(network);
            }
        }
    }

    /** Returns the number of addresses with requests in progress. */
    int addresses() {
        synchronized (inProgress) {
            return inProgress.size();
        }
    }

    private static ChatException tooMany() {
        return new ChatException(
                new Refusal(RefusalCode.RATE_LIMITED, "too many requests of this address are in progress"),
                RETRY_AFTER,
                null);
    }
}
