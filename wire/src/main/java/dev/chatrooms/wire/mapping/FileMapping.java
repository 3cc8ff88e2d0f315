package dev.chatrooms.wire.mapping;

import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.wire.File;
import dev.chatrooms.wire.OwnFiles;
import dev.chatrooms.wire.RoomFile;
import java.time.Duration;

/** Files. */
public final class FileMapping {
    private FileMapping() {}

    public static File file(UploadedFile file) {
        Dimensions dimensions = file.dimensions();
        Duration duration = file.duration();
        String url = "/api/v1/files/" + file.id();
        return new File(
                file.id().value(),
                file.name().value(),
                file.type().value(),
                file.size(),
                file.content().hash().value(),
                dimensions == null ? null : dimensions.width(),
                dimensions == null ? null : dimensions.height(),
                duration == null ? null : duration.toMillis(),
                url,
                file.thumbnail() == null ? null : url + "/thumbnail");
    }

    public static RoomFile roomFile(dev.chatrooms.application.file.RoomFile file) {
        return new RoomFile(
                file(file.file()),
                file.messageId().value(),
                file.seq(),
                MessageMapping.sender(file.sender()),
                file.createdAt());
    }

    public static OwnFiles own(dev.chatrooms.application.file.OwnFiles own) {
        return new OwnFiles(
                own.usedBytes(),
                own.quotaBytes() == 0 ? null : own.quotaBytes(),
                Pages.map(own.files().items(), FileMapping::file),
                own.files().next());
    }
}
