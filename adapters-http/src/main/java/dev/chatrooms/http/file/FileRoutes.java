package dev.chatrooms.http.file;

import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.application.file.FileSharing;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.internal.TransferLimit;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.FileMapping;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes for uploads, downloads and lists of files. */
public final class FileRoutes {
    private static final String FILE = "/api/v1/files/{file}";

    /** The bytes of a form besides its file, which the length of a body includes. */
    private static final long FORM_BYTES = 16 * 1024;

    private final FileSharing files;
    private final TransferLimit uploads;
    private final TransferLimit downloads;

    public FileRoutes(FileSharing files, TransferLimit uploads, TransferLimit downloads) {
        this.files = files;
        this.uploads = uploads;
        this.downloads = downloads;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/files", uploads.limiting(this::upload)).streamingBody(),
                Route.get(FILE, downloads.limiting(this::file)).asLongRunning(),
                Route.get(FILE + "/thumbnail", downloads.limiting(this::thumbnail))
                        .asLongRunning(),
                Route.delete(FILE, this::delete),
                Route.get("/api/v1/rooms/{room}/files", this::ofRoom),
                Route.get("/api/v1/me/files", this::own));
    }

    private CompletionStage<Answer> upload(Call call) {
        FileUpload upload = files.upload(call.caller());
        try {
            upload.expect(call.announcedLength() - FORM_BYTES);
            return call.file(upload::write)
                    .thenCompose(name -> upload.finish(name.orElse(null)))
                    .thenApply(file -> Answer.of(201, FileMapping.file(file)))
                    .whenComplete((answer, thrown) -> upload.close());
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private CompletionStage<Answer> file(Call call) {
        FileDownload file = files.file(call.caller(), id(call));
        boolean isInline = file.type().isInline() && !isDownload(call.query());
        return new DownloadAnswer(file, "", isInline).to(call);
    }

    private CompletionStage<Answer> thumbnail(Call call) {
        FileDownload thumbnail = files.thumbnail(call.caller(), id(call));
        return new DownloadAnswer(thumbnail, "-t", true).to(call);
    }

    private static boolean isDownload(Query query) {
        Long download = query.number("download", 0, 1);
        return download != null && download == 1;
    }

    private CompletionStage<Answer> delete(Call call) {
        files.delete(call.caller(), id(call));
        return Answer.noContent().now();
    }

    private CompletionStage<Answer> ofRoom(Call call) {
        RoomId room = new RoomId(call.pathId("room"));
        FileKind kind = kind(call.query().text("type"));
        return Answer.ok(Pages.of(
                        files.ofRoom(call.caller(), room, kind, call.query().page()), FileMapping::roomFile))
                .now();
    }

    private static @Nullable FileKind kind(@Nullable String type) {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "image" -> FileKind.IMAGE;
            case "video" -> FileKind.VIDEO;
            case "audio" -> FileKind.AUDIO;
            case "other" -> FileKind.OTHER;
            default -> throw MalformedInput.field("type", "malformed", "must be image, video, audio or other");
        };
    }

    private CompletionStage<Answer> own(Call call) {
        return Answer.ok(FileMapping.own(files.own(call.caller(), call.query().page())))
                .now();
    }

    private static FileId id(Call call) {
        return new FileId(call.pathId("file"));
    }
}
