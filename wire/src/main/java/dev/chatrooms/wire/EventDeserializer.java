package dev.chatrooms.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an event with the data of its type. The data of a type that is not known here is {@link EmptyObject}. */
final class EventDeserializer extends StdDeserializer<Event> {
    private static final long serialVersionUID = 1L;

    private static final Map<String, Class<? extends EventData>> TYPES = Map.ofEntries(
            Map.entry("message.posted", Message.class),
            Map.entry("message.edited", Message.class),
            Map.entry("message.deleted", Message.class),
            Map.entry("message.pinned", Pin.class),
            Map.entry("message.unpinned", Pin.class),
            Map.entry("reaction.added", ReactionUpdated.class),
            Map.entry("reaction.removed", ReactionUpdated.class),
            Map.entry("room.created", Room.class),
            Map.entry("room.updated", Room.class),
            Map.entry("member.joined", MemberJoined.class),
            Map.entry("member.left", MemberLeft.class),
            Map.entry("member.updated", MemberUpdated.class),
            Map.entry("me.updated", OwnMembershipUpdated.class),
            Map.entry("account.updated", Profile.class),
            Map.entry("contact.added", ListedPerson.class),
            Map.entry("contact.removed", ListedPerson.class),
            Map.entry("block.added", ListedPerson.class),
            Map.entry("block.removed", ListedPerson.class),
            Map.entry("session.revoked", SessionRevoked.class));

    EventDeserializer() {
        super(Event.class);
    }

    @Override
    public Event deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode event = context.readTree(parser);
        String type = event.path("type").asText();
        return new Event(
                value(context, event, "op", String.class),
                event.path("cursor").asText(),
                type,
                value(context, event, "roomId", UUID.class),
                value(context, event, "actorId", UUID.class),
                context.readTreeAsValue(event.path("at"), Instant.class),
                context.readTreeAsValue(event.path("data"), TYPES.getOrDefault(type, EmptyObject.class)));
    }

    private static <T> @Nullable T value(DeserializationContext context, JsonNode event, String field, Class<T> type)
            throws IOException {
        return event.hasNonNull(field) ? context.readTreeAsValue(event.get(field), type) : null;
    }
}
