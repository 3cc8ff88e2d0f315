package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.FileRow;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.spi.Contents;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** There is one writer at a time, which locks all contents. */
record MemoryContents(MemoryTransaction tx) implements Contents {
    /** Returns the contents that a file refers to. */
    static Stream<ContentHash> of(UploadedFile file) {
        Thumbnail thumbnail = file.thumbnail();
        return thumbnail == null ? Stream.of(file.content()) : Stream.of(file.content(), thumbnail.content());
    }

    @Override
    public boolean beginCollecting() {
        tx.requireWritable();
        return true;
    }

    @Override
    public int removeUnattached(Instant uploadedBefore, int limit) {
        return remove(
                row -> row.attached() == null
                        && (row.file().uploadedAt().isBefore(uploadedBefore) || isOwnerDeleted(row)),
                limit);
    }

    private boolean isOwnerDeleted(FileRow row) {
        AccountRow owner = tx.get(tx.tables.accounts, row.file().ownerId().value());
        return owner == null || owner.account().deleted();
    }

    @Override
    public int removeOfDeletedRooms(int limit) {
        return remove(
                row -> row.attached() != null && isRoomDeleted(row.attached().message()), limit);
    }

    private boolean isRoomDeleted(Tables.Place message) {
        RoomRow room = tx.get(tx.tables.rooms, message.room());
        return room == null || room.deleted() != null;
    }

    private int remove(Predicate<FileRow> such, int limit) {
        tx.requireWritable();
        List<FileRow> rows = tx.all(tx.tables.files).filter(such).limit(limit).toList();
        rows.forEach(new MemoryFiles(tx)::remove);
        return rows.size();
    }

    @Override
    public List<ContentHash> released(int limit) {
        return tx.all(tx.tables.releasedContents).limit(limit).toList();
    }

    @Override
    public void release(ContentHash content) {
        tx.put(tx.tables.releasedContents, content, content);
    }

    @Override
    public boolean lockUnused(ContentHash content) {
        tx.requireWritable();
        return tx.all(tx.tables.files).flatMap(row -> of(row.file())).noneMatch(content::equals);
    }

    @Override
    public void settle(ContentHash content) {
        tx.put(tx.tables.releasedContents, content, null);
    }

    @Override
    public List<Referenced> referenced(@Nullable ContentHash after, int limit) {
        TreeMap<ContentHash, Long> sizes = new TreeMap<>();
        tx.all(tx.tables.files).filter(FileRow::complete).map(FileRow::file).forEach(file -> {
            sizes.put(file.content(), file.size());
            Thumbnail thumbnail = file.thumbnail();
            if (thumbnail != null) {
                sizes.put(thumbnail.content(), thumbnail.size());
            }
        });
        return (after == null ? sizes : sizes.tailMap(after, false))
                .entrySet().stream()
                        .limit(limit)
                        .map(entry -> new Referenced(entry.getKey(), entry.getValue()))
                        .toList();
    }
}
