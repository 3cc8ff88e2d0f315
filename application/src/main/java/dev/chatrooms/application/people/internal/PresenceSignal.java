package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.account.AccountId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node tells the others of who is connected to it: {@code presence NODE + ID ID …} for those who are, {@code presence NODE - ID …} for
 * those who are not any more. An id takes 22 characters, so a signal names some forty people.
 */
record PresenceSignal(String node, boolean online, List<AccountId> people) {
    private static final String KIND = "presence";
    private static final int ID_BYTES = 16;
    private static final int ID_CHARACTERS = 22;
    private static final int HEAD = 4;

    PresenceSignal {
        people = List.copyOf(people);
    }

    /** As many signals as it takes. */
    static List<String> of(String node, boolean online, Collection<AccountId> people) {
        String head = KIND + " " + node + " " + (online ? "+" : "-");
        List<String> signals = new ArrayList<>();
        StringBuilder signal = new StringBuilder(head);
        for (AccountId person : people) {
            if (signal.length() + 1 + ID_CHARACTERS > EventBus.MAX_SIGNAL) {
                signals.add(signal.toString());
                signal = new StringBuilder(head);
            }
            signal.append(' ').append(text(person));
        }
        if (signal.length() > head.length()) {
            signals.add(signal.toString());
        }
        return signals;
    }

    /** Empty for whatever is none, such as the signals of others. */
    static Optional<PresenceSignal> parse(String text) {
        List<String> parts = List.of(text.split(" ", -1));
        if (parts.size() < HEAD
                || !parts.get(0).equals(KIND)
                || !(parts.get(2).equals("+") || parts.get(2).equals("-"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PresenceSignal(
                    parts.get(1),
                    parts.get(2).equals("+"),
                    parts.subList(HEAD - 1, parts.size()).stream()
                            .map(PresenceSignal::id)
                            .toList()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(AccountId person) {
        ByteBuffer bytes = ByteBuffer.allocate(ID_BYTES)
                .putLong(person.value().getMostSignificantBits())
                .putLong(person.value().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static AccountId id(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != ID_BYTES) {
            throw new IllegalArgumentException("not an id");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new AccountId(new UUID(buffer.getLong(), buffer.getLong()));
    }
}
