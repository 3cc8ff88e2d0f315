package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.file.RoomFile;
import dev.chatrooms.application.memory.Tables.Attached;
import dev.chatrooms.application.memory.Tables.FileRow;
import dev.chatrooms.application.memory.Tables.MessageRow;
import dev.chatrooms.application.memory.Tables.Pair;
import dev.chatrooms.application.memory.Tables.Place;
import dev.chatrooms.application.spi.Files;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

record MemoryFiles(MemoryTransaction tx) implements Files {
    @Override
    public UploadedFile add(UploadedFile file) {
        UploadedFile added = new MemoryContents(tx).withExistingKeys(file);
        tx.put(tx.tables.files, added.id().value(), new FileRow(added, false, null));
        tx.put(tx.tables.filesByOwner, Tables.key(added.ownerId(), added.id()), added.id());
        return added;
    }

    @Override
    public boolean complete(FileId file) {
        tx.requireWritable();
        FileRow row = tx.get(tx.tables.files, file.value());
        if (row == null) {
            return false;
        }
        tx.put(tx.tables.files, file.value(), new FileRow(row.file(), true, row.attached()));
        return true;
    }

    @Override
    public long usedBytes(AccountId owner) {
        return ofOwner(owner, Pair.HIGHEST).mapToLong(row -> row.file().size()).sum();
    }

    /** Returns the files of an account before an id, newest first. */
    private Stream<FileRow> ofOwner(AccountId owner, UUID before) {
        return tx.rangeDown(
                        tx.tables.filesByOwner, new Pair(owner.value(), Pair.LOWEST), new Pair(owner.value(), before))
                .map(id -> Objects.requireNonNull(tx.get(tx.tables.files, id.value())));
    }

    @Override
    public Optional<UploadedFile> find(FileId file, AccountId viewer, Instant now) {
        FileRow row = tx.get(tx.tables.files, file.value());
        return row != null && row.complete() && isReadable(row, viewer, now)
                ? Optional.of(row.file())
                : Optional.empty();
    }

    private boolean isReadable(FileRow row, AccountId viewer, Instant now) {
        Attached attached = row.attached();
        return attached == null
                ? row.file().ownerId().equals(viewer)
                : isReadable(new RoomId(attached.message().room()), viewer, now);
    }

    private boolean isReadable(RoomId room, AccountId viewer, Instant now) {
        return new MemoryRoomQueries(tx).view(room, viewer, now).isPresent();
    }

    @Override
    public Map<FileId, FileUse> lock(Set<OwnFile> files) {
        tx.requireWritable();
        Map<FileId, FileUse> found = new HashMap<>();
        for (OwnFile file : files) {
            FileRow row = tx.get(tx.tables.files, file.id().value());
            if (row != null && row.complete() && row.file().ownerId().equals(file.owner())) {
                found.put(file.id(), use(row));
            }
        }
        return found;
    }

    /** Returns a file with its message. */
    FileUse use(FileRow row) {
        Attached attached = row.attached();
        return new FileUse(
                row.file(),
                attached == null ? null : message(attached.message()).id());
    }

    private Message message(Place place) {
        MessageRow row = Objects.requireNonNull(tx.get(tx.tables.messages, place), "a file without its message");
        return row.message();
    }

    /** Attaches the files of a message that is being stored. */
    void attach(Message message, Place place) {
        int number = 1;
        for (UploadedFile file : message.attachments()) {
            Attached attached = new Attached(place, number++);
            tx.put(tx.tables.files, file.id().value(), new FileRow(file, true, attached));
            tx.put(tx.tables.attachedFiles, attached, file.id());
        }
    }

    /** Removes the files of a message that is being deleted. */
    void removeOf(Message message) {
        for (UploadedFile file : message.attachments()) {
            FileRow row = tx.get(tx.tables.files, file.id().value());
            if (row != null) {
                remove(row);
            }
        }
    }

    @Override
    public void remove(FileId file) {
        FileRow row = Objects.requireNonNull(tx.get(tx.tables.files, file.value()), "no such file");
        if (row.attached() != null) {
            throw new IllegalStateException("the file is attached");
        }
        remove(row);
    }

    /** Removes a file, attached or not, and releases its contents. */
    void remove(FileRow row) {
        UploadedFile file = row.file();
        tx.put(tx.tables.files, file.id().value(), null);
        tx.put(tx.tables.filesByOwner, Tables.key(file.ownerId(), file.id()), null);
        if (row.attached() != null) {
            tx.put(tx.tables.attachedFiles, row.attached(), null);
        }
        MemoryContents contents = new MemoryContents(tx);
        MemoryContents.of(file).forEach(contents::release);
    }

    @Override
    public Page<UploadedFile> ofOwner(AccountId owner, PageRequest page) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        return Pages.cut(
                ofOwner(owner, before == null ? Pair.HIGHEST : before)
                        .filter(FileRow::complete)
                        .map(FileRow::file),
                page,
                file -> PageKey.of(file.id()));
    }

    @Override
    public Optional<Page<RoomFile>> ofRoom(
            RoomId room, AccountId viewer, @Nullable FileKind kind, PageRequest page, Instant now) {
        Attached after = PageKey.decode(
                page.cursor(),
                2,
                parts -> new Attached(
                        new Place(room.value(), Long.parseLong(parts.get(0))), Integer.parseInt(parts.get(1))));
        if (!isReadable(room, viewer, now)) {
            return Optional.empty();
        }
        Comparator<Attached> order = Comparator.<Attached>comparingLong(
                        attached -> -attached.message().seq())
                .thenComparingInt(Attached::number);
        List<FileRow> rows = tx.range(
                        tx.tables.attachedFiles,
                        new Attached(new Place(room.value(), 0), 0),
                        new Attached(new Place(room.value(), Long.MAX_VALUE), 0))
                .map(id -> Objects.requireNonNull(tx.get(tx.tables.files, id.value())))
                .filter(row -> kind == null || FileKind.of(row.file().type()) == kind)
                .filter(row -> after == null || order.compare(place(row), after) > 0)
                .sorted(Comparator.comparing(MemoryFiles::place, order))
                .toList();
        Page<FileRow> found = Pages.cut(
                rows.stream(),
                page,
                row -> PageKey.of(place(row).message().seq(), place(row).number()));
        return Optional.of(new Page<>(found.items().stream().map(this::roomFile).toList(), found.next()));
    }

    private static Attached place(FileRow row) {
        return Objects.requireNonNull(row.attached());
    }

    private RoomFile roomFile(FileRow row) {
        Message message = message(place(row).message());
        return new RoomFile(
                row.file(),
                message.id(),
                message.seq(),
                new MemoryMessages(tx).viewOf(message, null).sender(),
                message.createdAt());
    }
}
