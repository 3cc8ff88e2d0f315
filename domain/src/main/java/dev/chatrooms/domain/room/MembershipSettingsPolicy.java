package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What members do with what is theirs alone in a room: how far they have read, and how they keep it. Stateless. */
public final class MembershipSettingsPolicy {
    private MembershipSettingsPolicy() {}

    /**
     * Reading up to a message. The marker never moves back, and not past the room's last message.
     *
     * @param seq not negative
     * @return the membership after it, the same where the marker has not moved; refused with {@code unauthenticated}
     *     (the account was disabled meanwhile), {@code not_found} (he may not know of the room) or {@code not_a_member}
     *     (he may, but has no marker there)
     */
    public static Decision<Membership> read(Room room, Standing standing, long seq) {
        return own(room, standing, membership -> membership.readTo(Math.min(seq, room.lastSeq())));
    }

    /**
     * Keeping a room otherwise than before.
     *
     * @param muted null to leave it as it is, as with the other
     * @return the membership after it, the same where nothing has changed; refused as {@link #read}
     */
    public static Decision<Membership> keep(
            Room room, Standing standing, @Nullable Boolean muted, @Nullable Boolean favourite) {
        return own(room, standing, membership -> membership.kept(muted, favourite));
    }

    private static Decision<Membership> own(Room room, Standing standing, UnaryOperator<Membership> change) {
        Membership membership = standing.membership();
        if (!standing.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        if (membership != null) {
            return Decision.accept(change.apply(membership));
        }
        return MembershipPolicy.maySee(room, standing)
                ? Decision.refuse(RefusalCode.NOT_A_MEMBER, "only members have something of their own in a room")
                : Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
    }
}
