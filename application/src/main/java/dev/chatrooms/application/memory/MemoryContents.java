package dev.chatrooms.application.memory;

import dev.chatrooms.application.memory.Tables.AccountRow;
import dev.chatrooms.application.memory.Tables.FileRow;
import dev.chatrooms.application.memory.Tables.ReleasedRow;
import dev.chatrooms.application.memory.Tables.RoomRow;
import dev.chatrooms.application.spi.Contents;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** There is one writer at a time, so a content is released once at most. */
record MemoryContents(MemoryTransaction tx) implements Contents {
    /** Returns the contents that a file refers to. */
    static Stream<ContentKey> of(UploadedFile file) {
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
    public List<Released> released(Instant now, int limit) {
        return tx.all(tx.tables.releasedContents)
                .filter(row -> !row.dueAt().isAfter(now))
                .sorted(Comparator.comparing(ReleasedRow::dueAt).thenComparing(ReleasedRow::number))
                .limit(limit)
                .map(row -> new Released(row.number(), row.content(), row.attempts()))
                .toList();
    }

    @Override
    public void release(ContentKey content) {
        tx.requireWritable();
        long last = tx.all(tx.tables.releasedContents)
                .mapToLong(ReleasedRow::number)
                .max()
                .orElse(0);
        tx.put(tx.tables.releasedContents, content, new ReleasedRow(content, last + 1, Instant.MIN, 0));
    }

    @Override
    public boolean claim(Released released, Instant nextAttempt) {
        tx.requireWritable();
        ContentKey content = released.content();
        ReleasedRow row = tx.get(tx.tables.releasedContents, content);
        if (row == null || row.number() != released.id() || row.attempts() != released.attempts()) {
            return false;
        }
        boolean used = files().flatMap(MemoryContents::of).anyMatch(content::equals);
        tx.put(
                tx.tables.releasedContents,
                content,
                used ? null : new ReleasedRow(content, row.number(), nextAttempt, row.attempts() + 1));
        return !used;
    }

    @Override
    public void settle(Released released) {
        tx.requireWritable();
        tx.put(tx.tables.releasedContents, released.content(), null);
    }

    /** Returns a file that is added with the keys that equal contents have. */
    UploadedFile withExistingKeys(UploadedFile file) {
        Thumbnail thumbnail = file.thumbnail();
        return file.withKeys(
                existing(files().map(UploadedFile::content), file.content()),
                thumbnail == null
                        ? null
                        : existing(
                                files().flatMap(other -> Stream.ofNullable(other.thumbnail()))
                                        .map(Thumbnail::content),
                                thumbnail.content()));
    }

    private static ContentKey existing(Stream<ContentKey> keys, ContentKey fresh) {
        return keys.filter(key -> key.hash().equals(fresh.hash())).findAny().orElse(fresh);
    }

    private Stream<UploadedFile> files() {
        return tx.all(tx.tables.files).map(FileRow::file);
    }

    @Override
    public List<Referenced> referenced(@Nullable ContentKey after, int limit) {
        TreeMap<ContentKey, Long> sizes = new TreeMap<>();
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

    @Override
    public List<FileUse> uses(ContentKey content, int limit) {
        return tx.all(tx.tables.files)
                .filter(row -> row.complete() && of(row.file()).anyMatch(content::equals))
                .map(new MemoryFiles(tx)::use)
                .limit(limit)
                .toList();
    }

    @Override
    public Set<ContentKey> unknown(Collection<ContentKey> contents) {
        Set<ContentKey> unknown = new HashSet<>(contents);
        files().flatMap(MemoryContents::of).forEach(unknown::remove);
        tx.all(tx.tables.releasedContents).map(ReleasedRow::content).forEach(unknown::remove);
        return unknown;
    }
}
