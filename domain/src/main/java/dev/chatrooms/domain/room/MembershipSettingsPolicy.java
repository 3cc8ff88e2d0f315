package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules for a member's own settings in a room: the read marker, muting and favourites. Stateless. */
public final class MembershipSettingsPolicy {
    private MembershipSettingsPolicy() {}

    /**
     * Decides on moving the read marker forward. It never moves back, nor past the room's last message.
     *
     * @param seq not negative
     * @return the membership after it, equal if the marker did not move; refused with {@code unauthenticated} (the
     *     account has been disabled meanwhile), {@code not_found} (the account cannot see the room) or
     *     {@code not_a_member}
     */
    public static Decision<Membership> read(Room room, Standing standing, long seq) {
        return own(room, standing, membership -> membership.readTo(Math.min(seq, room.lastSeq())));
    }

    /**
     * Decides on moving the read marker in either direction, but not past the room's last message.
     *
     * @param seq not negative
     * @return as {@link #read}
     */
    public static Decision<Membership> markUnread(Room room, Standing standing, long seq) {
        return own(room, standing, membership -> membership.markedAt(Math.min(seq, room.lastSeq())));
    }

    /**
     * Decides on changing the settings.
     *
     * @param muted null leaves the setting unchanged, as does a null favourite
     * @return the membership after it, equal if nothing is different; refused as {@link #read}
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
