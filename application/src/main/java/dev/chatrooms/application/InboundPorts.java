package dev.chatrooms.application;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.account.internal.AccountServices;
import dev.chatrooms.application.event.Typing;
import dev.chatrooms.application.file.FileSharing;
import dev.chatrooms.application.file.internal.FileServices;
import dev.chatrooms.application.internal.CallerGuard;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.internal.MessageServices;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.PersonalLists;
import dev.chatrooms.application.people.internal.PeopleServices;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.application.room.internal.RoomServices;
import dev.chatrooms.application.search.MessageSearch;
import java.util.Set;

/** The use cases with a caller, as hosts and adapters get them: with the check of the caller in front. */
record InboundPorts(
        AccountManagement accounts,
        Authentication authentication,
        AccountRecovery recovery,
        Profiles profiles,
        People people,
        PersonalLists personalLists,
        RoomManagement rooms,
        RoomModeration moderation,
        Invitations invitations,
        DirectRoomManagement directRooms,
        MembershipSettings membershipSettings,
        Messaging messages,
        MessageEditing editing,
        FileSharing files,
        MessageSearch search,
        Typing typing) {
    static InboundPorts guarded(
            CallerGuard guard,
            AccountServices accounts,
            PeopleServices people,
            RoomServices rooms,
            MessageServices messages,
            FileServices files,
            MessageSearch search,
            Typing typing) {
        return new InboundPorts(
                guard.of(AccountManagement.class, accounts.accounts()),
                guard.of(Authentication.class, accounts.authentication()),
                guard.of(AccountRecovery.class, accounts.recovery()),
                guard.of(Profiles.class, accounts.profiles()),
                guard.of(People.class, people.people()),
                guard.of(PersonalLists.class, people.personalLists()),
                guard.of(RoomManagement.class, rooms.rooms()),
                guard.of(RoomModeration.class, rooms.moderation()),
                guard.of(Invitations.class, rooms.invitations()),
                guard.of(DirectRoomManagement.class, rooms.directRooms()),
                guard.of(MembershipSettings.class, rooms.membershipSettings()),
                // The committer checks the sender, whose account it reads with each message anyway.
                guard.of(Messaging.class, messages.messaging(), Set.of("send")),
                guard.of(MessageEditing.class, messages.editing()),
                guard.of(FileSharing.class, files.sharing()),
                guard.of(MessageSearch.class, search),
                guard.of(Typing.class, typing));
    }
}
