package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Profile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** People. */
public final class AccountJson {
    private AccountJson() {}

    /** An account for its owner's eyes: with the e-mail address. */
    public static void own(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        profileFields(json, account.profile());
        text(json, "email", account.email());
        json.writeBooleanField("emailVerified", account.emailVerified());
        json.writeEndObject();
    }

    /** An account as others see it. */
    public static void profile(JsonGenerator json, Profile profile) throws IOException {
        json.writeStartObject();
        profileFields(json, profile);
        json.writeEndObject();
    }

    static void profileFields(JsonGenerator json, Profile profile) throws IOException {
        json.writeStringField("id", profile.id().toString());
        json.writeStringField("username", profile.username().value());
        json.writeStringField("displayName", profile.displayName().value());
        text(json, "firstName", profile.firstName());
        text(json, "lastName", profile.lastName());
        text(json, "bio", profile.bio());
        json.writeStringField("role", Json.name(profile.role()));
        json.writeStringField("avatarUrl", avatarUrl(profile));
        json.writeStringField("createdAt", Json.time(profile.createdAt()));
        json.writeStringField("updatedAt", Json.time(profile.updatedAt()));
    }

    /**
     * Another picture has another address, so that whoever has one need not ask again; where one is drawn, there is no
     * version.
     */
    private static String avatarUrl(Profile profile) {
        String url = "/api/v1/users/" + profile.id() + "/avatar";
        return profile.avatar() == null ? url : url + "?v=" + profile.avatar();
    }

    private static void text(JsonGenerator json, String field, @Nullable Object value) throws IOException {
        json.writeStringField(field, value == null ? null : value.toString());
    }
}
