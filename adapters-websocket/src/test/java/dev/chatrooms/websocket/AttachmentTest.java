package dev.chatrooms.websocket;

import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.websocket.TestServer.Person;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in messages that are sent over the socket. */
class AttachmentTest extends RoomOfTwo {
    private FileId upload(Person person) {
        try (FileUpload upload = server.chat.files().upload(person.caller())) {
            get(upload.write(ByteBuffer.wrap("content".getBytes(StandardCharsets.UTF_8))));
            return get(upload.finish("notes.txt")).id();
        }
    }

    private String sending(String attachments) {
        return "{\"op\":\"send\",\"ref\":\"r\",\"roomId\":\"" + room + "\",\"attachments\":" + attachments + "}";
    }

    private static String list(FileId... files) {
        StringBuilder list = new StringBuilder();
        for (FileId file : files) {
            list.append(list.isEmpty() ? "" : ",").append('"').append(file).append('"');
        }
        return "[" + list + "]";
    }

    private RefusalCode refused(Person person, FileId file) {
        return refusal(() -> server.chat.files().file(person.caller(), file)).code();
    }

    @Test
    void messageShouldShowItsFileUntilItIsDeleted() {
        FileId file = upload(alice);
        assertThat(refused(bob, file)).isEqualTo(RefusalCode.NOT_FOUND);
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.text(sending(list(file)));
            JsonNode posted = b.awaitEvent("message.posted");
            String message = posted.at("/data/id").asText();

            assertThat(posted.at("/data/text").asText()).isEmpty();
            assertThat(posted.at("/data/attachments/0/id").asText()).isEqualTo(file.toString());
            assertThat(posted.at("/data/attachments/0/name").asText()).isEqualTo("notes.txt");
            assertThat(server.chat.files().file(bob.caller(), file).size()).isEqualTo(7);

            a.text("{\"op\":\"delete\",\"ref\":\"d\",\"messageId\":\"" + message + "\"}");
            JsonNode deleted = b.awaitEvent("message.deleted");
            assertThat(deleted.at("/data").has("attachments")).isFalse();
            assertThat(refused(bob, file)).isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(refused(alice, file)).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @Test
    void fileShouldBeAttachedOnceAndByItsUploader() {
        FileId file = upload(alice);
        FileId other = upload(bob);
        try (TestClient a = server.join(alice)) {
            a.text(sending(list(file)));
            a.await("ack");

            a.text(sending(list(file)));
            JsonNode twice = a.await("error");
            assertThat(twice.path("ref").asText()).isEqualTo("r");
            assertThat(twice.path("code").asText()).isEqualTo("invalid");
            assertThat(twice.path("detail").asText()).startsWith("'attachments[0]' is attached already");

            a.text(sending(list(other)));
            assertThat(a.await("error").path("detail").asText()).startsWith("'attachments[0]' must be a file that you");
            assertThat(refused(alice, other)).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "\"x\"", "[1]", "[\"x\"]", "[[]]", "{}"})
    void otherValuesShouldBeBadRequests(String attachments) {
        try (TestClient a = server.join(alice)) {
            a.text(sending(attachments));

            assertThat(a.await("error").path("code").asText()).isEqualTo("bad_request");
            a.text(sending(list(upload(alice))));
            a.await("ack");
        }
    }
}
