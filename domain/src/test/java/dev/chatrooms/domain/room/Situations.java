package dev.chatrooms.domain.room;

import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People and rooms to judge. */
public final class Situations {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    public static final AccountId ALICE = new AccountId(new UUID(0, 0xA11CE));
    public static final AccountId BOB = new AccountId(new UUID(0, 0xB0B));
    public static final RoomId ROOM = new RoomId(new UUID(0, 0x700));

    private Situations() {}

    /** A room with 41 messages and two members. */
    public static Room aRoom(RoomKind kind) {
        RoomName name = kind == RoomKind.DIRECT ? null : new RoomName("Tea");
        return new Room(ROOM, kind, name, Topic.NONE, ALICE, NOW, NOW, 41, 2);
    }

    public static Standing stranger(AccountId account) {
        return new Standing(account, null, false, true);
    }

    public static Standing banned(AccountId account) {
        return new Standing(account, null, true, true);
    }

    public static Standing member(AccountId account, Role role) {
        return new Standing(account, membership(account, role), false, true);
    }

    /** Returns the standing of the application itself, which is not a member and may have been banned. */
    public static Standing application(AccountId account, boolean banned) {
        return new Standing(account, null, banned, true, AccountKind.SYSTEM);
    }

    /** Returns the standing of a disabled account, member or not. */
    public static Standing disabled(AccountId account, @Nullable Role role) {
        return new Standing(account, role == null ? null : membership(account, role), false, false);
    }

    public static Membership membership(AccountId account, Role role) {
        return new Membership(ROOM, account, role, NOW, 40, false, false);
    }
}
