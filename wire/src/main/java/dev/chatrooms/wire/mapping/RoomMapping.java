package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.room.BanView;
import dev.chatrooms.application.room.InviteView;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.wire.Ban;
import dev.chatrooms.wire.Invite;
import dev.chatrooms.wire.InvitePreview;
import dev.chatrooms.wire.Marker;
import dev.chatrooms.wire.Member;
import dev.chatrooms.wire.OwnMembershipUpdated;
import dev.chatrooms.wire.ReadMarker;
import dev.chatrooms.wire.Room;
import dev.chatrooms.wire.RoomMembership;
import org.jspecify.annotations.Nullable;

/** Rooms, their members, bans and invites. */
public final class RoomMapping {
    private RoomMapping() {}

    /** Maps a room for one viewer. */
    public static Room room(RoomView view, AccountId viewer) {
        return room(view, viewer, false);
    }

    /** @param viewer null if the event is the same for all viewers */
    static Room inEvent(RoomView view, @Nullable AccountId viewer) {
        return room(view, viewer, true);
    }

    private static Room room(RoomView view, @Nullable AccountId viewer, boolean inEvent) {
        dev.chatrooms.domain.room.Room room = view.room();
        return new Room(
                room.id().value(),
                EnumNames.of(room.kind()),
                room.name() == null ? null : room.name().value(),
                room.topic().value(),
                room.createdBy().value(),
                room.createdAt(),
                room.updatedAt(),
                room.memberCount(),
                room.lastSeq(),
                MetadataMapping.metadata(room.metadata()),
                view.lastMessage() == null ? null : MessageMapping.lastMessage(view.lastMessage(), viewer, inEvent),
                view.me() == null ? null : mine(view.me(), room.lastSeq()),
                view.peer() == null ? null : AccountMapping.profile(view.peer()));
    }

    private static RoomMembership mine(OwnMembership mine, long lastSeq) {
        Membership membership = mine.membership();
        return new RoomMembership(
                EnumNames.of(membership.role()),
                membership.joinedAt(),
                membership.readSeq(),
                membership.unread(lastSeq),
                mine.mentions(),
                membership.muted(),
                membership.favourite());
    }

    static OwnMembershipUpdated ownSide(OwnMembership mine, long lastSeq) {
        Membership membership = mine.membership();
        return new OwnMembershipUpdated(
                membership.readSeq(),
                membership.unread(lastSeq),
                mine.mentions(),
                membership.muted(),
                membership.favourite());
    }

    public static Member member(MemberView member) {
        return new Member(AccountMapping.profile(member.user()), EnumNames.of(member.role()), member.joinedAt());
    }

    public static Marker marker(MembershipSettings.Marker marker) {
        return new Marker(marker.readSeq(), marker.unread());
    }

    public static ReadMarker readMarker(dev.chatrooms.application.room.ReadMarker marker) {
        return new ReadMarker(marker.userId().value(), marker.readSeq(), marker.at());
    }

    public static Ban ban(BanView view) {
        dev.chatrooms.domain.room.Ban ban = view.ban();
        return new Ban(
                AccountMapping.profile(view.user()),
                ban.by() == null ? null : ban.by().value(),
                ban.reason() == null ? null : ban.reason().value(),
                ban.createdAt(),
                ban.until());
    }

    public static Invite invite(InviteView view) {
        dev.chatrooms.domain.room.Invite invite = view.invite();
        return new Invite(
                invite.code().value(),
                view.url(),
                invite.roomId().value(),
                invite.createdBy().value(),
                invite.createdAt(),
                invite.expiresAt(),
                invite.maxUses(),
                invite.uses());
    }

    /** Maps an invite for its holder, who sees nothing of what is said in the room. */
    public static InvitePreview preview(dev.chatrooms.application.room.InvitePreview preview) {
        dev.chatrooms.domain.room.Room room = preview.room();
        return new InvitePreview(
                preview.invite().code().value(),
                new InvitePreview.InvitedRoom(
                        room.id().value(),
                        EnumNames.of(room.kind()),
                        room.name() == null ? null : room.name().value(),
                        room.topic().value(),
                        room.memberCount()),
                AccountMapping.profile(preview.by()),
                preview.invite().expiresAt());
    }
}
