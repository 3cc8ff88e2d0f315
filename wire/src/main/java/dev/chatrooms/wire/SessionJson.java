package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sessions, and what they are proven with. */
public final class SessionJson {
    private SessionJson() {}

    /** The answer to a login or a refresh; {@code withoutTokens} where they go into cookies. */
    public static void signedIn(JsonGenerator json, SignedIn signedIn, boolean withoutTokens) throws IOException {
        json.writeStartObject();
        if (!withoutTokens) {
            json.writeStringField("accessToken", signedIn.accessToken());
        }
        json.writeStringField("tokenType", "Bearer");
        json.writeNumberField("expiresIn", signedIn.accessLifetime().toSeconds());
        if (!withoutTokens) {
            json.writeStringField("refreshToken", signedIn.refreshToken());
        }
        json.writeNumberField("refreshExpiresIn", signedIn.refreshLifetime().toSeconds());
        json.writeFieldName("account");
        AccountJson.own(json, signedIn.account());
        json.writeEndObject();
    }

    /**
     * One of a person's sessions; {@code current} is the one that he asks with, null where the host vouches for him.
     */
    public static void session(JsonGenerator json, Session session, @Nullable SessionId current) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", session.id().toString());
        json.writeStringField("createdAt", Json.time(session.createdAt()));
        json.writeStringField("lastSeenAt", Json.time(session.lastSeenAt()));
        json.writeStringField("userAgent", session.userAgent());
        json.writeStringField("ip", session.ip());
        json.writeBooleanField("current", session.id().equals(current));
        json.writeEndObject();
    }
}
