package dev.chatrooms.bootstrap.demo;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.domain.id.FileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The attachments of the demo. They are made when they are needed, so that the jar carries no pictures. */
final class DemoFiles {
    private static final String WIRING = """
            Hall       L1  10 A   6 lamps
            Stairs     L1  10 A   4 lamps
            Workshop   L2  16 A   lathe, dryer
            Kiln       L3  25 A   own switch
            """;

    private static final String CURRY = """
            For twelve people

            2 kg    chickpeas, soaked
            6 tins  coconut milk
            4       onions
            100 g   ginger
            3 tbsp  curry powder
            4       limes

            Fry the onions and the ginger, add the powder, then everything else.
            Leave it on a small flame for an hour. The limes come at the end.
            """;

    private DemoFiles() {}

    static FileId upload(Chat chat, Caller owner, String name) {
        try (FileUpload upload = chat.files().upload(owner)) {
            upload.write(ByteBuffer.wrap(content(name))).join();
            return upload.finish(name).join().id();
        }
    }

    private static byte[] content(String name) {
        return switch (name) {
            case "poster.png" -> DemoPicture.poster();
            case "bowl.png" -> DemoPicture.bowl();
            case "roof.png" -> DemoPicture.landscape();
            case "lathe.png" -> DemoPicture.lathe();
            case "wiring.txt" -> WIRING.getBytes(StandardCharsets.UTF_8);
            case "curry.txt" -> CURRY.getBytes(StandardCharsets.UTF_8);
            default -> throw new IllegalArgumentException("no content for " + name);
        };
    }
}
