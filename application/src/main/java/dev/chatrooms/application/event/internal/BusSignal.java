package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.internal.ShortId;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A signal about one account in one room, as nodes exchange it: {@code typing NODE ROOM ACCOUNT +} ({@code -} when it
 * has stopped) and {@code read NODE ROOM ACCOUNT SEQ UNREAD +} ({@code -} when it is for the account's own streams
 * only). About a hundred characters; the bus sends pending signals together.
 *
 * @param toOthers whether the room's other members receive it, not only the account itself
 */
record BusSignal(String node, Signal signal, boolean toOthers) {
    private static final String TYPING = "typing";
    private static final int TYPING_PARTS = 5;
    private static final String READ = "read";
    private static final int READ_PARTS = 7;

    String text() {
        String person = ShortId.of(signal.userId().value());
        UUID room = Objects.requireNonNull(signal.roomId()).value();
        String head = signal.wireName() + " " + node + " " + ShortId.of(room) + " " + person + " ";
        if (signal instanceof Signal.Typing typing) {
            return head + sign(typing.on());
        }
        Signal.Read read = (Signal.Read) signal;
        return head + read.seq() + " " + Objects.requireNonNull(read.unread()) + " " + sign(toOthers);
    }

    /** Parses a signal; empty if the text is another kind of signal or malformed. */
    static Optional<BusSignal> parse(String text) {
        List<String> parts = List.of(text.split(" ", -1));
        boolean isTyping = parts.size() == TYPING_PARTS && parts.get(0).equals(TYPING);
        boolean isRead = parts.size() == READ_PARTS && parts.get(0).equals(READ);
        if (!isTyping && !isRead) {
            return Optional.empty();
        }
        try {
            RoomId room = new RoomId(ShortId.parse(parts.get(2)));
            AccountId person = new AccountId(ShortId.parse(parts.get(3)));
            boolean sign = isPlus(parts.get(parts.size() - 1));
            if (isTyping) {
                return Optional.of(new BusSignal(parts.get(1), new Signal.Typing(room, person, sign), true));
            }
            long seq = Long.parseLong(parts.get(4));
            long unread = Long.parseLong(parts.get(5));
            return Optional.of(new BusSignal(parts.get(1), new Signal.Read(room, person, seq, unread), sign));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sign(boolean plus) {
        return plus ? "+" : "-";
    }

    private static boolean isPlus(String sign) {
        if (!sign.equals("+") && !sign.equals("-")) {
            throw new IllegalArgumentException("not a sign: " + sign);
        }
        return sign.equals("+");
    }
}
