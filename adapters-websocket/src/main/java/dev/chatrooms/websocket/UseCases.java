package dev.chatrooms.websocket;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.event.Typing;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.room.MembershipSettings;

/** The use cases that the socket protocol offers. */
record UseCases(
        Authentication authentication,
        Messaging messages,
        MessageEditing editing,
        MembershipSettings membershipSettings,
        Typing typing,
        LiveEvents events,
        StreamPlaces places) {}
