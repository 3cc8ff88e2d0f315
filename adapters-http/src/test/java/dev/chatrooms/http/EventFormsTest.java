package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.EventSamples;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.wire.mapping.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Renders a logged event of every kind. */
class EventFormsTest {
    @ParameterizedTest
    @EnumSource
    void eventOfEachKindShouldHaveAForm(EventKind kind) throws IOException {
        EventSamples samples = EventSamples.in(MemoryStorage.create());
        samples.append(kind);
        LoggedEvent logged = samples.last();
        Cursor cursor = new Cursor(new Epoch("k3f"), logged.position());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Rendered.of(new ViewedEvent(logged, Audience.OTHERS, cursor), "").writeObject(bytes);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\"type\":\"" + kind.wireName() + "\"")
                .matches(".*\"data\":\\{" + (kind == EventKind.ROOM_DELETED ? "" : "\".+") + "}}");
    }
}
