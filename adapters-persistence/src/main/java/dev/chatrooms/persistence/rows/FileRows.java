package dev.chatrooms.persistence.rows;

import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.persistence.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of {@code file}. A file is selected as one array of texts, so that the files of a message come in the
 * message's row.
 */
public final class FileRows {
    /** The file of a row of {@code file}. */
    public static final String FILE = """
            array[cast(file.id as text), cast(file.owner_id as text), file.name, encode(file.sha256, 'hex'),
                  cast(file.size as text), file.media_type, cast(file.width as text), cast(file.height as text),
                  cast(file.duration_ms as text), encode(file.thumbnail_sha256, 'hex'),
                  cast(file.thumbnail_size as text), file.thumbnail_type,
                  cast(cast(extract(epoch from file.uploaded_at) * 1000 as bigint) as text),
                  file.generation, file.thumbnail_generation]
            """;

    /** {@link #FILE} as a column, which {@link #file} reads. */
    public static final String COLUMN = FILE + " as file_row\n";

    private FileRows() {}

    public static UploadedFile file(ResultSet row, StatementContext context) throws SQLException {
        return file((@Nullable String[])
                Objects.requireNonNull(row.getArray("file_row")).getArray());
    }

    /** Reads {@link #COLUMN} and the column {@code message_id}. */
    public static FileUse use(ResultSet row, StatementContext context) throws SQLException {
        return new FileUse(file(row, context), Columns.idOrNull(row, "message_id", MessageId::new));
    }

    /** Returns the file of an array like {@link #FILE}. */
    static UploadedFile file(@Nullable String[] fields) {
        return new UploadedFile(
                new FileId(UUID.fromString(required(fields[0]))),
                new AccountId(UUID.fromString(required(fields[1]))),
                new FileName(required(fields[2])),
                key(fields[3], fields[13]),
                Long.parseLong(required(fields[4])),
                new MediaType(required(fields[5])),
                dimensions(fields[6], fields[7]),
                fields[8] == null ? null : Duration.ofMillis(Long.parseLong(fields[8])),
                thumbnail(fields[9], fields[14], fields[10], fields[11]),
                Instant.ofEpochMilli(Long.parseLong(required(fields[12]))));
    }

    private static String required(@Nullable String field) {
        return Objects.requireNonNull(field, "a column of a file");
    }

    private static @Nullable Dimensions dimensions(@Nullable String width, @Nullable String height) {
        return width == null || height == null
                ? null
                : new Dimensions(Integer.parseInt(width), Integer.parseInt(height));
    }

    private static ContentKey key(@Nullable String hash, @Nullable String generation) {
        return new ContentKey(new ContentHash(required(hash)), required(generation));
    }

    private static @Nullable Thumbnail thumbnail(
            @Nullable String hash, @Nullable String generation, @Nullable String size, @Nullable String type) {
        return hash == null || size == null || type == null
                ? null
                : new Thumbnail(key(hash, generation), Long.parseLong(size), new MediaType(type));
    }
}
