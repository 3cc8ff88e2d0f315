package dev.chatrooms.persistence.file;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.file.RoomFile;
import dev.chatrooms.application.spi.Files;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.FileKind;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.rows.FileRows;
import dev.chatrooms.persistence.rows.MessageRows;
import dev.chatrooms.persistence.rows.RoomAccess;
import dev.chatrooms.persistence.sql.Keyed;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link Files} in the table {@code file}. */
public final class JdbcFiles implements Files {
    private final Sql sql;

    public JdbcFiles(Sql sql) {
        this.sql = sql;
    }

    @Override
    public UploadedFile add(UploadedFile file) {
        sql.requireWritable();
        UploadedFile added = file.withKeys(existing("sha256", "generation", file.content()), thumbnailKey(file));
        Thumbnail thumbnail = added.thumbnail();
        Dimensions dimensions = added.dimensions();
        Duration duration = added.duration();
        sql.updateOne(
                """
                insert into file (id, owner_id, name, media_type, kind, size, sha256, generation, width, height,
                                  duration_ms, thumbnail_sha256, thumbnail_generation, thumbnail_size, thumbnail_type,
                                  uploaded_at)
                values (:id, :owner, :name, :mediaType, :kind, :size, decode(:sha256, 'hex'), :generation, :width,
                        :height, :durationMillis, decode(:thumbnailSha256, 'hex'), :thumbnailGeneration,
                        :thumbnailSize, :thumbnailType, :uploadedAt)
                """,
                s -> s.bind("id", added.id().value())
                        .bind("owner", added.ownerId().value())
                        .bind("name", added.name().value())
                        .bind("mediaType", added.type().value())
                        .bind("kind", kind(FileKind.of(added.type())))
                        .bind("size", added.size())
                        .bind("sha256", added.content().hash().value())
                        .bind("generation", added.content().generation())
                        .bindByType("width", dimensions == null ? null : dimensions.width(), Integer.class)
                        .bindByType("height", dimensions == null ? null : dimensions.height(), Integer.class)
                        .bindByType("durationMillis", duration == null ? null : duration.toMillis(), Long.class)
                        .bindByType(
                                "thumbnailSha256",
                                thumbnail == null
                                        ? null
                                        : thumbnail.content().hash().value(),
                                String.class)
                        .bind(
                                "thumbnailGeneration",
                                thumbnail == null ? "" : thumbnail.content().generation())
                        .bindByType("thumbnailSize", thumbnail == null ? null : thumbnail.size(), Long.class)
                        .bindByType(
                                "thumbnailType",
                                thumbnail == null ? null : thumbnail.type().value(),
                                String.class)
                        .bind("uploadedAt", added.uploadedAt()),
                "a file was not added");
        return added;
    }

    private @Nullable ContentKey thumbnailKey(UploadedFile file) {
        Thumbnail thumbnail = file.thumbnail();
        return thumbnail == null ? null : existing("thumbnail_sha256", "thumbnail_generation", thumbnail.content());
    }

    /** Returns the key that files with this content have, or else the given one. No deletion of it may begin anew. */
    private ContentKey existing(String hash, String generation, ContentKey fresh) {
        new ContentLocks(sql).share(fresh.hash());
        // Sees what was committed while the lock was waited for.
        return sql.one(
                        "select " + generation + " as generation from file where " + hash
                                + " = decode(:hash, 'hex') limit 1",
                        s -> s.bind("hash", fresh.hash().value()),
                        (row, context) -> new ContentKey(fresh.hash(), text(row, "generation")))
                .orElse(fresh);
    }

    private static String kind(FileKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean complete(FileId file) {
        return sql.update("update file set complete = true where id = :id", s -> s.bind("id", file.value())) == 1;
    }

    @Override
    public long usedBytes(AccountId owner) {
        return sql.single(
                "select coalesce(sum(size), 0) as used from file where owner_id = :owner",
                s -> s.bind("owner", owner.value()),
                (row, context) -> row.getLong("used"));
    }

    @Override
    public Optional<UploadedFile> find(FileId file, AccountId viewer, Instant now) {
        return sql.one(
                "select " + FileRows.COLUMN + """
                from file
                  left join room on room.id = file.room_id
                """ + RoomAccess.JOINS + """
                where file.id = :id and file.complete
                  and case when file.message_id is null then file.owner_id = :viewer else
                """ + RoomAccess.IS_READABLE + "end",
                s -> s.bind("id", file.value()).bind("viewer", viewer.value()).bind("now", now),
                FileRows::file);
    }

    @Override
    public Map<FileId, FileUse> lock(Set<OwnFile> files) {
        sql.requireWritable();
        // Not "is null": on a small table, the index of files that are not attached would be read instead.
        Sql.Both<UUID, FileUse> found = sql.both(
                """
                select file.id
                from unnest(cast(:ids as uuid[]), cast(:owners as uuid[])) as asked (id, owner_id)
                  join file on file.id = asked.id and file.owner_id = asked.owner_id
                where file.complete and num_nulls(file.message_id) = 1
                order by file.id
                for update of file
                """,
                (row, context) -> uuid(row, "id"),
                // A query of its own, which sees what was committed while the locks were waited for.
                "select " + FileRows.FILE + """
                       as file_row, file.message_id
                from unnest(cast(:ids as uuid[]), cast(:owners as uuid[])) as asked (id, owner_id)
                  join file on file.id = asked.id and file.owner_id = asked.owner_id
                where file.complete
                """,
                FileRows::use,
                s -> s.bind("ids", PgArray.uuids(files, file -> file.id().value()))
                        .bind("owners", PgArray.accounts(files, OwnFile::owner)));
        return found.second().stream()
                .collect(Collectors.toMap(use -> use.file().id(), use -> use));
    }

    @Override
    public void remove(FileId file) {
        int removed = new FileRemoval(sql)
                .remove("select id from file where id = :id and message_id is null", s -> s.bind("id", file.value()));
        if (removed != 1) {
            throw new IllegalStateException("the file is attached or does not exist");
        }
    }

    @Override
    public Page<UploadedFile> ofOwner(AccountId owner, PageRequest page) {
        UUID before = PageKey.decode(page.cursor(), 1, parts -> UUID.fromString(parts.get(0)));
        List<UploadedFile> found = sql.list(
                "select " + FileRows.COLUMN + """
                from file
                where file.owner_id = :owner and file.complete
                  and (cast(:before as uuid) is null or file.id < cast(:before as uuid))
                order by file.id desc
                limit :limit
                """,
                s -> s.bind("owner", owner.value())
                        .bindByType("before", before, UUID.class)
                        .bind("limit", page.limit() + 1),
                FileRows::file);
        return Pages.cut(found, page, file -> PageKey.of(file.id()));
    }

    private record Place(long seq, int number) {}

    @Override
    public Optional<Page<RoomFile>> ofRoom(
            RoomId room, AccountId viewer, @Nullable FileKind kind, PageRequest page, Instant now) {
        Place after = PageKey.decode(
                page.cursor(), 2, parts -> new Place(Long.parseLong(parts.get(0)), Integer.parseInt(parts.get(1))));
        if (!RoomAccess.isReadable(sql, room, viewer, now)) {
            return Optional.empty();
        }
        List<Keyed<RoomFile>> found = sql.list(
                "select " + FileRows.FILE + """
                       as file_row, file.number, file.seq, file.message_id, message.sender_id, message.created_at,
                       sender.username as sender_username, sender.display_name as sender_display_name,
                       sender.kind as sender_kind
                from file
                  join message on message.id = file.message_id
                  left join account sender on sender.id = message.sender_id
                where file.room_id = :room
                """ + (kind == null ? "" : "  and file.kind = :kind\n") + """
                  and file.seq <= :seq and (file.seq < :seq or file.number > :number)
                order by file.seq desc, file.number
                limit :limit
                """,
                s -> {
                    s.bind("room", room.value())
                            .bind("seq", after == null ? Long.MAX_VALUE : after.seq())
                            .bind("number", after == null ? 0 : after.number())
                            .bind("limit", page.limit() + 1);
                    if (kind != null) {
                        s.bind("kind", kind(kind));
                    }
                },
                (row, context) -> new Keyed<>(
                        PageKey.of(row.getLong("seq"), row.getInt("number")),
                        new RoomFile(
                                FileRows.file(row, context),
                                new MessageId(uuid(row, "message_id")),
                                row.getLong("seq"),
                                MessageRows.sender(row, new AccountId(uuid(row, "sender_id"))),
                                instant(row, "created_at"))));
        return Optional.of(Pages.cut(found, page));
    }
}
