package dev.chatrooms.wire;

/** The settings and the read marker of the viewer's own membership. */
public record OwnMembershipUpdated(long readSeq, long unread, long mentions, boolean muted, boolean favourite)
        implements EventData {}
