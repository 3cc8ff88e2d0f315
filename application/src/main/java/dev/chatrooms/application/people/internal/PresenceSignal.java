package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.internal.ShortId;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.domain.id.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells the others of who is connected to it: {@code presence NODE + ID ID …} for those who came,
 * {@code presence NODE = ID …} for those who are there, {@code presence NODE - ID …} for those who are not any more. An
 * id takes 22 characters, so a signal names some forty people.
 */
record PresenceSignal(String node, Word word, List<AccountId> people) {
    private static final String KIND = "presence";
    private static final int HEAD = 4;

    /** What is said of the people. */
    enum Word {
        /** They have just come. */
        CAME("+"),
        /** They are there, and may have been for long. */
        THERE("="),
        /** They have gone. */
        WENT("-");

        private final String sign;

        Word(String sign) {
            this.sign = sign;
        }

        static Optional<Word> of(String sign) {
            for (Word word : values()) {
                if (word.sign.equals(sign)) {
                    return Optional.of(word);
                }
            }
            return Optional.empty();
        }
    }

    PresenceSignal {
        people = List.copyOf(people);
    }

    /** As many signals as it takes. */
    static List<String> of(String node, Word word, Collection<AccountId> people) {
        String head = KIND + " " + node + " " + word.sign;
        List<String> signals = new ArrayList<>();
        StringBuilder signal = new StringBuilder(head);
        for (AccountId person : people) {
            if (signal.length() + 1 + ShortId.LENGTH > EventBus.MAX_SIGNAL) {
                signals.add(signal.toString());
                signal = new StringBuilder(head);
            }
            signal.append(' ').append(ShortId.of(person.value()));
        }
        if (signal.length() > head.length()) {
            signals.add(signal.toString());
        }
        return signals;
    }

    /** Empty for whatever is none, such as the signals of others. */
    static Optional<PresenceSignal> parse(String text) {
        List<String> parts = List.of(text.split(" ", -1));
        if (parts.size() < HEAD || !parts.get(0).equals(KIND)) {
            return Optional.empty();
        }
        try {
            List<AccountId> people = parts.subList(HEAD - 1, parts.size()).stream()
                    .map(id -> new AccountId(ShortId.parse(id)))
                    .toList();
            return Word.of(parts.get(2)).map(word -> new PresenceSignal(parts.get(1), word, people));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
