package dev.chatrooms.persistence;

import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static dev.chatrooms.persistence.PlannedQuery.ALICE;
import static dev.chatrooms.persistence.PlannedQuery.ROOM;
import static dev.chatrooms.persistence.PlannedQuery.id;
import static dev.chatrooms.persistence.PlannedQuery.query;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Contents.Released;
import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The queries for files and their contents. */
final class FilePlans {
    private static final FileId FILE = new FileId(id("file", 1));
    private static final FileId OTHER_FILE = new FileId(id("file", 2));
    private static final ContentKey KEY = new ContentKey(new ContentHash("a".repeat(64)), "");

    private FilePlans() {}

    static Stream<PlannedQuery> queries() {
        return Stream.of(
                query("find a file", 1, s -> s.files().find(FILE, ALICE, NOW), "file_pk", "room_pk", "membership_pk"),
                query("files of an account", 1, s -> s.files().ofOwner(ALICE, PageRequest.FIRST), "file_owner_idx"),
                query("size of the files of an account", 1, s -> s.files().usedBytes(ALICE), "file_owner_idx"),
                query(
                        "pictures of a room",
                        2,
                        s -> s.files().ofRoom(ROOM, ALICE, FileKind.IMAGE, PageRequest.FIRST, NOW),
                        "file_room_kind_idx"),
                new PlannedQuery(
                        "lock files",
                        1,
                        uow -> uow.files().lock(Set.of(new OwnFile(FILE, ALICE), new OwnFile(OTHER_FILE, ALICE))),
                        "file_owner_idx"),
                new PlannedQuery(
                        "add and remove a file", 6, FilePlans::addAndRemove, "file_content_idx", "file_thumbnail_idx"),
                new PlannedQuery(
                        "remove files that are not attached",
                        1,
                        uow -> uow.contents().removeUnattached(NOW.minusSeconds(1_000_000_000), 100),
                        "file_unattached_idx",
                        "account_pk",
                        "file_pk"),
                new PlannedQuery(
                        "remove files of deleted rooms",
                        3,
                        uow -> uow.contents().removeOfDeletedRooms(100),
                        "room_files_idx"),
                new PlannedQuery(
                        "delete a released content",
                        6,
                        FilePlans::deleteReleased,
                        "released_content_due_idx",
                        "released_content_pk",
                        "file_content_idx",
                        "file_thumbnail_idx"),
                query(
                        "contents of files",
                        1,
                        s -> s.contents().referenced(KEY, 100),
                        "file_content_idx",
                        "file_thumbnail_idx"),
                query(
                        "uses of a content",
                        1,
                        s -> s.contents().uses(KEY, 100),
                        "file_content_idx",
                        "file_thumbnail_idx",
                        "file_pk"),
                query(
                        "contents that no row names",
                        1,
                        s -> s.contents().unknown(List.of(KEY)),
                        "file_content_idx",
                        "file_thumbnail_idx",
                        "released_content_key_idx"));
    }

    private static void addAndRemove(UnitOfWork uow) {
        FileId id = new FileId(UUID.randomUUID());
        Thumbnail thumbnail = new Thumbnail(ContentKey.of(KEY.hash(), id), 1, MediaType.JPEG);
        FileName name = FileName.UNNAMED;
        uow.files().add(new UploadedFile(id, ALICE, name, KEY, 1, MediaType.PNG, null, null, thumbnail, NOW));
        uow.files().remove(id);
    }

    private static void deleteReleased(UnitOfWork uow) {
        uow.contents().release(KEY);
        Released released = uow.contents().released(NOW, 1).get(0);
        uow.contents().claim(released, NOW);
        uow.contents().settle(released);
    }
}
