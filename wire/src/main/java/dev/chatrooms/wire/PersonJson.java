package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.people.Person;
import dev.chatrooms.application.people.PersonPresence;
import dev.chatrooms.domain.people.Blocking;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** People as somebody else sees them, and how it stands between the two. */
public final class PersonJson {
    private PersonJson() {}

    /** A profile with what the viewer has noted of it. */
    public static void person(JsonGenerator json, Person person) throws IOException {
        json.writeStartObject();
        AccountJson.profileFields(json, person.profile());
        json.writeBooleanField("isContact", person.isContact());
        json.writeBooleanField("blockedByMe", person.blockedByMe());
        json.writeEndObject();
    }

    /** {@code blocked}: either way. */
    public static void blocking(JsonGenerator json, Blocking blocking) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("blocked", blocking.either());
        json.writeBooleanField("blockedByMe", blocking.byMe());
        json.writeEndObject();
    }

    /** Who is there, as a list that has no further page. */
    public static void presences(JsonGenerator json, List<PersonPresence> presences) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (PersonPresence person : presences) {
            Instant lastSeenAt = person.presence().lastSeenAt();
            json.writeStartObject();
            json.writeStringField("userId", person.userId().toString());
            json.writeStringField("status", Json.name(person.presence().status()));
            json.writeStringField("lastSeenAt", lastSeenAt == null ? null : Json.time(lastSeenAt));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
