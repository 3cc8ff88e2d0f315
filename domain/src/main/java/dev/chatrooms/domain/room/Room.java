package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room. Life cycle: made by its first owner, perhaps changed, in the end deleted (then nobody sees it again). It
 * keeps its own rules and counters consistent: {@code lastSeq} counts its messages 1, 2, 3 … without a gap,
 * {@code memberCount} its members. Who its members are is in their {@link Membership}s; uniqueness of public names is
 * the store's.
 *
 * @param name null in a direct room only
 * @param createdBy whoever made it, member or not today
 * @param updatedAt when name, topic or kind last changed
 * @param version increases with every change of the room's rules (not with messages or members), so that a decision
 *     taken on an old one is found out
 */
public record Room(
        RoomId id,
        RoomKind kind,
        @Nullable RoomName name,
        Topic topic,
        AccountId createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version,
        long lastSeq,
        int memberCount) {

    /**
     * The outcome of a change of membership: the room after it, the membership that began or ended, and what happened.
     */
    public record Change(Room room, Membership membership, List<RoomEvent> events) {}

    /** A new room with its maker as owner and only member. */
    public static Change create(RoomId id, RoomKind kind, RoomName name, Topic topic, AccountId owner, Instant now) {
        return create(new Room(id, kind, name, topic, owner, now, now, 1, 0, 1), Role.OWNER);
    }

    /**
     * A new direct room, of its maker so far; the caller goes on to {@link #admit} the other. Both are plain members.
     */
    public static Change createDirect(RoomId id, AccountId maker, Instant now) {
        return create(new Room(id, RoomKind.DIRECT, null, Topic.NONE, maker, now, now, 1, 0, 1), Role.MEMBER);
    }

    private static Change create(Room room, Role role) {
        RoomId id = room.id();
        AccountId owner = room.createdBy();
        Membership membership = Membership.starting(room, owner, role, room.createdAt());
        return new Change(
                room,
                membership,
                List.of(
                        new RoomEvent.Created(id, owner),
                        new RoomEvent.MemberJoined(id, owner, owner, room.memberCount())));
    }

    /** Adds somebody new; the caller has asked {@link MembershipPolicy} whether he may. */
    public Change admit(AccountId account, Role role, AccountId by, Instant now) {
        Room after = withMemberCount(memberCount + 1);
        return new Change(
                after,
                Membership.starting(after, account, role, now),
                List.of(new RoomEvent.MemberJoined(id, account, by, after.memberCount())));
    }

    /** Ends a membership; the caller has asked {@link MembershipPolicy} whether it may end. */
    public Change dismiss(Membership membership, AccountId by, LeaveReason reason) {
        Room after = withMemberCount(memberCount - 1);
        return new Change(
                after,
                membership,
                List.of(new RoomEvent.MemberLeft(id, membership.accountId(), by, reason, after.memberCount())));
    }

    /**
     * The room with something different about it; the same one where nothing is. The caller has asked
     * {@link ModerationPolicy} whether it may change.
     */
    public Room changed(RoomChange change, Instant now) {
        RoomName newName = change.name() == null ? name : change.name();
        Topic newTopic = change.topic() == null ? topic : change.topic();
        RoomKind newKind = change.kind() == null ? kind : change.kind();
        return Objects.equals(newName, name) && newTopic.equals(topic) && newKind == kind
                ? this
                : new Room(
                        id, newKind, newName, newTopic, createdBy, createdAt, now, version + 1, lastSeq, memberCount);
    }

    /** Deletes the room for everybody. Only an owner may; a direct room belongs to both and cannot be deleted. */
    public Decision<RoomEvent> delete(Standing actor) {
        if (!actor.accountActive()) {
            return Decision.refuse(RefusalCode.UNAUTHENTICATED, "this account is not active");
        }
        Membership membership = actor.membership();
        if (!MembershipPolicy.maySee(this, actor)) {
            return Decision.refuse(RefusalCode.NOT_FOUND, "no such room");
        }
        if (kind == RoomKind.DIRECT) {
            return Decision.refuse(RefusalCode.DIRECT_ROOM, "a direct room cannot be deleted");
        }
        if (membership == null || membership.role() != Role.OWNER) {
            return Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only an owner deletes a room");
        }
        return Decision.accept(new RoomEvent.Deleted(id, actor.accountId()));
    }

    /** Deletes the room for everybody, whatever its kind: for operators, who are nobody in it. */
    public RoomEvent deleteByOperator() {
        return new RoomEvent.Deleted(id, null);
    }

    public Room withLastSeq(long seq) {
        return new Room(id, kind, name, topic, createdBy, createdAt, updatedAt, version, seq, memberCount);
    }

    private Room withMemberCount(int count) {
        return new Room(id, kind, name, topic, createdBy, createdAt, updatedAt, version, lastSeq, count);
    }
}
