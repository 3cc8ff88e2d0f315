package dev.chatrooms.wire;

/** The data of an {@link Event}, whose type says which of these it is. */
public sealed interface EventData
        permits Joined,
                Left,
                MemberUpdated,
                Message,
                ThreadMessage,
                Nothing,
                OnAList,
                OwnSide,
                Pin,
                Profile,
                Reacted,
                Room,
                SessionRevoked {}
