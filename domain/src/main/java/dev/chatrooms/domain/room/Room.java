package dev.chatrooms.domain.room;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.MembershipPolicy.Departure;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A room. Its first owner creates it. It may be updated and finally deleted. A deleted room is invisible to everyone.
 *
 * <p>A room keeps its counters consistent: {@code lastSeq} numbers its messages 1, 2, 3 … without a gap, and
 * {@code memberCount} counts its members. Each command asks the policy in charge and answers with the change and its
 * events, or with the policy's refusal. The members are {@link Membership}s; the store keeps the names of public rooms
 * unique.
 *
 * @param name null for direct rooms only
 * @param createdBy the creator, who may have left since
 * @param updatedAt time of the last change of name, topic, kind or metadata
 * @param metadata custom data of the host; null for none
 */
public record Room(
        RoomId id,
        RoomKind kind,
        @Nullable RoomName name,
        Topic topic,
        AccountId createdBy,
        Instant createdAt,
        Instant updatedAt,
        long lastSeq,
        int memberCount,
        @Nullable Metadata metadata) {

    /** The room after a membership began or ended, that membership, and the events. */
    public record Change(Room room, Membership membership, List<RoomEvent> events) {
        public Change {
            events = List.copyOf(events);
        }
    }

    /** The room after a change of its name, topic, kind or metadata, and the event. */
    public record Update(Room room, RoomEvent.Updated event) {}

    /** Creates a room without metadata. */
    public Room(
            RoomId id,
            RoomKind kind,
            @Nullable RoomName name,
            Topic topic,
            AccountId createdBy,
            Instant createdAt,
            Instant updatedAt,
            long lastSeq,
            int memberCount) {
        this(id, kind, name, topic, createdBy, createdAt, updatedAt, lastSeq, memberCount, null);
    }

    /** Creates a public or private room with its creator as the owner and only member. */
    public static Change create(RoomId id, RoomKind kind, RoomName name, Topic topic, AccountId owner, Instant now) {
        return create(id, kind, name, topic, null, owner, now);
    }

    /** Creates a public or private room with metadata, and its creator as the owner and only member. */
    public static Change create(
            RoomId id,
            RoomKind kind,
            RoomName name,
            Topic topic,
            @Nullable Metadata metadata,
            AccountId owner,
            Instant now) {
        return create(new Room(id, kind, name, topic, owner, now, now, 0, 1, metadata), Role.OWNER);
    }

    /**
     * Creates a direct room with its creator as the only member. The caller adds the other with
     * {@link #addFoundingMember}. Both are plain members.
     */
    public static Change createDirect(RoomId id, AccountId creator, Instant now) {
        return create(new Room(id, RoomKind.DIRECT, null, Topic.NONE, creator, now, now, 0, 1), Role.MEMBER);
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

    /** Adds a member as part of the room's creation. The caller has asked {@link MembershipPolicy#bringIn}. */
    public Change addFoundingMember(AccountId account, Role role, AccountId by, Instant now) {
        return begin(account, role, by, now);
    }

    /**
     * Joins a public room.
     *
     * @return empty if the account is a member already; refused as {@link MembershipPolicy#join}
     */
    public Decision<Optional<Change>> join(Standing standing, Instant now) {
        return begins(MembershipPolicy.join(this, standing), standing.accountId(), standing.accountId(), now);
    }

    /**
     * Joins the room with an invite, of which a use has to be counted unless the result is empty.
     *
     * @param blocking the blocks between the creator of the invite and the account, seen from the creator
     * @return empty if the account is a member already; refused as {@link InvitePolicy#accept}
     */
    public Decision<Optional<Change>> accept(Invite invite, Standing standing, Blocking blocking, Instant now) {
        return begins(
                InvitePolicy.accept(this, invite, standing, blocking, now),
                standing.accountId(),
                standing.accountId(),
                now);
    }

    /**
     * Adds an account as a member on behalf of an owner or moderator.
     *
     * @param blocking the blocks between the two, seen from the actor
     * @return empty if the account is a member already; refused as {@link ModerationPolicy#add}
     */
    public Decision<Optional<Change>> add(Standing actor, Standing target, Blocking blocking, Instant now) {
        return begins(ModerationPolicy.add(this, actor, target, blocking), target.accountId(), actor.accountId(), now);
    }

    /**
     * Leaves the room.
     *
     * @param owners number of owners of the room
     * @return empty if the account is not a member; refused as {@link MembershipPolicy#leave}
     */
    public Decision<Optional<Change>> leave(Standing standing, int owners) {
        return ends(MembershipPolicy.leave(this, standing, owners), standing, standing.accountId(), LeaveReason.LEFT);
    }

    /**
     * Removes a member. A member who removes themselves leaves.
     *
     * @param owners number of owners of the room
     * @return empty if the target is not a member; refused as {@link ModerationPolicy#remove}
     */
    public Decision<Optional<Change>> remove(Standing actor, Standing target, int owners) {
        boolean leaves = actor.accountId().equals(target.accountId());
        return ends(
                ModerationPolicy.remove(this, actor, target, owners),
                target,
                actor.accountId(),
                leaves ? LeaveReason.LEFT : LeaveReason.REMOVED);
    }

    /**
     * Ends the membership of an account that is being banned.
     *
     * @return empty if the target is not a member, which does not prevent the ban; refused as
     *     {@link ModerationPolicy#ban}
     */
    public Decision<Optional<Change>> ban(Standing actor, Standing target) {
        return ends(ModerationPolicy.ban(this, actor, target), target, actor.accountId(), LeaveReason.BANNED);
    }

    /**
     * Changes a member's role.
     *
     * @param owners number of owners of the room
     * @return empty if the target has that role already; refused as {@link ModerationPolicy#changeRole}
     */
    public Decision<Optional<RoomEvent.MemberUpdated>> changeRole(
            Standing actor, Standing target, Role role, int owners) {
        return ModerationPolicy.changeRole(this, actor, target, role, owners)
                .map(effect -> effect == MembershipEffect.CHANGES
                        ? Optional.of(new RoomEvent.MemberUpdated(id, target.accountId(), actor.accountId(), role))
                        : Optional.empty());
    }

    /**
     * Ends the membership of an account that is being deleted.
     *
     * @param owners number of owners of the room
     * @throws IllegalStateException unless {@link MembershipPolicy#depart} answers {@code LEAVES}
     */
    public Change depart(Membership membership, int owners) {
        requireDeparture(membership, owners, Departure.LEAVES);
        return end(membership, membership.accountId(), LeaveReason.LEFT);
    }

    /**
     * Makes another member an owner, because the account of the only owner is being deleted. The owner remains one
     * until it departs.
     *
     * @param owners number of owners of the room
     * @param successor another member
     * @throws IllegalStateException unless {@link MembershipPolicy#depart} answers {@code LAST_OWNER}
     */
    public RoomEvent handOver(Membership owner, int owners, AccountId successor) {
        requireDeparture(owner, owners, Departure.LAST_OWNER);
        return new RoomEvent.MemberUpdated(id, successor, owner.accountId(), Role.OWNER);
    }

    /**
     * Deletes the room together with the account of its only member.
     *
     * @param owners number of owners of the room
     * @throws IllegalStateException unless {@link MembershipPolicy#depart} answers {@code DELETES_ROOM}
     */
    public RoomEvent deleteOnDeparture(Membership membership, int owners) {
        requireDeparture(membership, owners, Departure.DELETES_ROOM);
        return new RoomEvent.Deleted(id, membership.accountId());
    }

    private void requireDeparture(Membership membership, int owners, Departure expected) {
        Departure departure = MembershipPolicy.depart(this, membership.role(), owners);
        if (departure != expected) {
            throw new IllegalStateException("the departure is " + departure + ", not " + expected);
        }
    }

    /**
     * Changes the name, topic or kind.
     *
     * @param blocked whether a member has blocked the actor
     * @return empty if nothing is different; refused as {@link ModerationPolicy#update}
     */
    public Decision<Optional<Update>> update(RoomChange change, Standing actor, boolean blocked, Instant now) {
        return ModerationPolicy.update(this, change, actor, blocked).map(membership -> {
            Room after = changed(change, now);
            return after.equals(this)
                    ? Optional.empty()
                    : Optional.of(new Update(after, new RoomEvent.Updated(id, actor.accountId())));
        });
    }

    /**
     * Changes the name, topic or kind on behalf of an administrator, who need not be a member.
     *
     * @return empty if nothing is different; refused with {@code direct_room}
     */
    public Decision<Optional<Update>> updateByOperator(RoomChange change, Instant now) {
        if (kind == RoomKind.DIRECT) {
            return Decision.refuse(RefusalCode.DIRECT_ROOM, "a direct room cannot be changed");
        }
        Room after = changed(change, now);
        return Decision.accept(
                after.equals(this)
                        ? Optional.empty()
                        : Optional.of(new Update(after, new RoomEvent.Updated(id, null))));
    }

    /**
     * Replaces the metadata on behalf of the host.
     *
     * @param newMetadata null for none
     * @return empty if the room has that metadata already
     */
    public Optional<Update> setMetadata(@Nullable Metadata newMetadata, Instant now) {
        Room after = new Room(id, kind, name, topic, createdBy, createdAt, now, lastSeq, memberCount, newMetadata);
        return Objects.equals(metadata, newMetadata)
                ? Optional.empty()
                : Optional.of(new Update(after, new RoomEvent.Updated(id, null)));
    }

    /** Returns whether a change would turn this public room into a private one. */
    public boolean isMadePrivateBy(RoomChange change) {
        return kind == RoomKind.PUBLIC && change.kind() == RoomKind.PRIVATE;
    }

    private Room changed(RoomChange change, Instant now) {
        RoomName newName = change.name() == null ? name : change.name();
        Topic newTopic = change.topic() == null ? topic : change.topic();
        RoomKind newKind = change.kind() == null ? kind : change.kind();
        return Objects.equals(newName, name) && newTopic.equals(topic) && newKind == kind
                ? this
                : new Room(id, newKind, newName, newTopic, createdBy, createdAt, now, lastSeq, memberCount, metadata);
    }

    /** Deletes the room. Only an owner may. A direct room belongs to both members and cannot be deleted. */
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

    /** Deletes a room of any kind on behalf of an operator, who has no account in it. */
    public RoomEvent deleteByOperator() {
        return new RoomEvent.Deleted(id, null);
    }

    public Room withLastSeq(long seq) {
        return new Room(id, kind, name, topic, createdBy, createdAt, updatedAt, seq, memberCount, metadata);
    }

    private Decision<Optional<Change>> begins(
            Decision<MembershipEffect> decision, AccountId account, AccountId by, Instant now) {
        return decision.map(effect -> effect == MembershipEffect.BEGINS
                ? Optional.of(begin(account, Role.MEMBER, by, now))
                : Optional.empty());
    }

    private Decision<Optional<Change>> ends(
            Decision<MembershipEffect> decision, Standing target, AccountId by, LeaveReason reason) {
        return decision.map(effect -> effect == MembershipEffect.ENDS
                ? Optional.of(end(Objects.requireNonNull(target.membership()), by, reason))
                : Optional.empty());
    }

    private Change begin(AccountId account, Role role, AccountId by, Instant now) {
        Room after = withMemberCount(memberCount + 1);
        return new Change(
                after,
                Membership.starting(after, account, role, now),
                List.of(new RoomEvent.MemberJoined(id, account, by, after.memberCount())));
    }

    private Change end(Membership membership, AccountId by, LeaveReason reason) {
        Room after = withMemberCount(memberCount - 1);
        return new Change(
                after,
                membership,
                List.of(new RoomEvent.MemberLeft(id, membership.accountId(), by, reason, after.memberCount())));
    }

    public Room withMemberCount(int count) {
        return new Room(id, kind, name, topic, createdBy, createdAt, updatedAt, lastSeq, count, metadata);
    }
}
