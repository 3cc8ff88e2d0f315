package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.internal.ShortId;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.id.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a node announces on the bus about the accounts connected to it: {@code presence NODE + ID ID …} for accounts
 * that connected, {@code presence NODE = ID …} for accounts that are connected, {@code presence NODE - ID …} for
 * accounts that disconnected. An id takes 22 characters, so one signal names about forty accounts.
 */
record PresenceSignal(String node, Type type, List<AccountId> accounts) {
    private static final String KIND = "presence";
    private static final int MIN_PARTS = 4;

    /** The kind of announcement. */
    enum Type {
        /** The accounts have just connected. */
        JOINED("+"),
        /** The accounts are connected, possibly for a long time. */
        PRESENT("="),
        /** The accounts have disconnected. */
        LEFT("-");

        private final String sign;

        Type(String sign) {
            this.sign = sign;
        }

        static Optional<Type> of(String sign) {
            for (Type type : values()) {
                if (type.sign.equals(sign)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    PresenceSignal {
        accounts = List.copyOf(accounts);
    }

    /** Returns as many signals as the accounts need. */
    static List<String> of(String node, Type type, Collection<AccountId> accounts) {
        String head = KIND + " " + node + " " + type.sign;
        List<String> signals = new ArrayList<>();
        StringBuilder signal = new StringBuilder(head);
        for (AccountId account : accounts) {
            if (signal.length() + 1 + ShortId.LENGTH > EventBus.MAX_SIGNAL) {
                signals.add(signal.toString());
                signal = new StringBuilder(head);
            }
            signal.append(' ').append(ShortId.of(account.value()));
        }
        if (signal.length() > head.length()) {
            signals.add(signal.toString());
        }
        return signals;
    }

    /** Parses a signal; empty if the text is another kind of signal or malformed. */
    static Optional<PresenceSignal> parse(String text) {
        List<String> parts = List.of(text.split(" ", -1));
        if (parts.size() < MIN_PARTS || !parts.get(0).equals(KIND)) {
            return Optional.empty();
        }
        try {
            List<AccountId> accounts = parts.subList(MIN_PARTS - 1, parts.size()).stream()
                    .map(id -> new AccountId(ShortId.parse(id)))
                    .toList();
            return Type.of(parts.get(2)).map(type -> new PresenceSignal(parts.get(1), type, accounts));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
