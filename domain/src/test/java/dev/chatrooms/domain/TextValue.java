package dev.chatrooms.domain;

import dev.chatrooms.domain.account.Bio;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.BanReason;
import dev.chatrooms.domain.room.RoomName;
import dev.chatrooms.domain.room.Topic;
import java.util.function.Function;

/** The values that hold what people type, with their limits. */
enum TextValue {
    ROOM_NAME(80, true, RoomName::new),
    DISPLAY_NAME(64, true, DisplayName::new),
    MESSAGE_TEXT(8000, false, MessageText::required),
    CLIENT_ID(64, false, ClientId::new),
    BIO(500, false, Bio::new),
    BAN_REASON(250, false, BanReason::new),
    TOPIC(250, false, Topic::new);

    final int max;
    final boolean isName;
    private final Function<String, Object> constructor;

    TextValue(int max, boolean isName, Function<String, Object> constructor) {
        this.max = max;
        this.isName = isName;
        this.constructor = constructor;
    }

    boolean mayBeBlank() {
        return this == TOPIC || this == BIO;
    }

    Object of(String text) {
        return constructor.apply(text);
    }

    String verdictOn(String text) {
        return Verdict.on(() -> of(text));
    }
}
