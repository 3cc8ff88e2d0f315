package dev.chatrooms.wire;

/** The data of an {@link Event}, whose type says which of these it is. */
public sealed interface EventData
        permits MemberJoined,
                MemberLeft,
                MemberUpdated,
                Message,
                ThreadMessage,
                EmptyObject,
                ListedPerson,
                OwnMembershipUpdated,
                Pin,
                Profile,
                ReactionUpdated,
                Room,
                SessionRevoked {}
