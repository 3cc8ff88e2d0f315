package dev.chatrooms.persistence;

import dev.chatrooms.application.room.MembershipSettingsContract;

class MembershipSettingsOnPostgresTest extends OnPostgres implements MembershipSettingsContract {}
