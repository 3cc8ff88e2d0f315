package dev.chatrooms.persistence.rows;

import static dev.chatrooms.persistence.sql.Columns.idOrNull;
import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.textOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.ReactionCount;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageContent;
import dev.chatrooms.domain.message.MessageLinks;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows with a message, its sender and the message that it replies to. A statement that has {@code message} in its
 * {@code from} selects {@link #COLUMNS} and joins {@link #JOINS}. The columns are named {@code message_…},
 * {@code sender_…} and {@code replied_…}, so that they do not clash with those of other tables.
 */
public final class MessageRows {
    public static final String COLUMNS = """
            message.id as message_id, message.room_id as message_room_id, message.seq as message_seq,
            message.sender_id as message_sender_id, message.text as message_text, message.metadata as message_metadata,
            message.reply_to as message_reply_to, message.thread_id as message_thread_id,
            message.thread_count as message_thread_count, message.mentions as message_mentions,
            message.mentions_room as message_mentions_room,
            message.pinned as message_pinned, message.reacted as message_reacted,
            message.created_at as message_created_at, message.edited_at as message_edited_at,
            message.deleted_at as message_deleted_at, message.client_id as message_client_id,
            sender.username as sender_username, sender.display_name as sender_display_name, sender.kind as sender_kind,
            replied.sender_id as replied_sender_id,
            case when replied.attached and replied.text = ''
                 then (select left(string_agg(file.name, ', ' order by file.number), 200)
                       from file
                       where file.message_id = replied.id)
                 else left(replied.text, 200) end as replied_text,
            replied_sender.username as replied_username, replied_sender.display_name as replied_display_name,
            replied_sender.kind as replied_kind,
            case when message.attached
                 then (select array_agg(
            """ + FileRows.FILE + """
                                        order by file.number)
                       from file
                       where file.message_id = message.id) end as message_files
            """;

    /** As {@link #COLUMNS}, with the beginning of the text only. */
    public static final String EXCERPT_COLUMNS = COLUMNS.replace(
            "message.text as message_text", "left(message.text, " + RoomView.EXCERPT_CODE_POINTS + ") as message_text");

    public static final String JOINS = """
            left join account sender on sender.id = message.sender_id
            left join message replied on replied.id = message.reply_to
            left join account replied_sender on replied_sender.id = replied.sender_id
            """;

    /**
     * The reactions to the message as {@code :viewer} sees them, in the order in which each emoji was first used.
     * Stands after {@link #COLUMNS} in statements that need everything in one row. It runs only for messages with
     * reactions; a join would cost every message.
     */
    public static final String REACTIONS = """
            , case when message.reacted then (
                select array_agg(array[kind.emoji, cast(kind.count as text), cast(mine.found is not null as text)]
                                 order by kind.number)
                from reaction_kind kind
                  left join lateral (select true as found from reaction
                                     where reaction.message_id = kind.message_id and reaction.emoji = kind.emoji
                                       and reaction.account_id = :viewer
                                     limit 1) as mine on true
                where kind.message_id = message.id) end as message_reactions
            """;

    /** As {@link #REACTIONS}, for no viewer. */
    public static final String REACTIONS_FOR_ALL = """
            , case when message.reacted then (
                select array_agg(array[kind.emoji, cast(kind.count as text), 'false'] order by kind.number)
                from reaction_kind kind
                where kind.message_id = message.id) end as message_reactions
            """;

    private MessageRows() {}

    /** Returns the message of a row, without its reactions. */
    public static MessageView view(ResultSet row, StatementContext context) throws SQLException {
        AccountId sender = new AccountId(uuid(row, "message_sender_id"));
        MessageId replyTo = idOrNull(row, "message_reply_to", MessageId::new);
        return new MessageView(
                new Message(
                        new MessageId(uuid(row, "message_id")),
                        new RoomId(uuid(row, "message_room_id")),
                        row.getLong("message_seq"),
                        sender,
                        new MessageContent(
                                textOrNull(
                                        row,
                                        "message_text",
                                        text -> MessageText.excerpt(text, MessageText.MAX_CODE_POINTS)),
                                files(row),
                                textOrNull(row, "message_metadata", Metadata::new),
                                mentions(row),
                                row.getBoolean("message_pinned"),
                                instantOrNull(row, "message_edited_at"),
                                instantOrNull(row, "message_deleted_at")),
                        new MessageLinks(
                                replyTo,
                                idOrNull(row, "message_thread_id", MessageId::new),
                                row.getInt("message_thread_count")),
                        instant(row, "message_created_at"),
                        textOrNull(row, "message_client_id", ClientId::new)),
                sender(row, sender),
                replyTo == null ? null : repliedTo(row, replyTo),
                List.of());
    }

    /** Returns the message of a row that has {@link #REACTIONS} or {@link #REACTIONS_FOR_ALL} too. */
    public static MessageView viewWithReactions(ResultSet row, StatementContext context) throws SQLException {
        return withReactions(view(row, context), reactions(row));
    }

    /** Returns the message of a row like {@link #viewWithReactions}, or null if an outer join found none. */
    public static @Nullable MessageView viewWithReactionsOrNull(ResultSet row, StatementContext context)
            throws SQLException {
        return row.getObject("message_id", UUID.class) == null ? null : viewWithReactions(row, context);
    }

    /** Returns the view with these reactions; null leaves it unchanged. */
    public static MessageView withReactions(MessageView view, @Nullable List<ReactionCount> reactions) {
        return reactions == null ? view : new MessageView(view.message(), view.sender(), view.replyTo(), reactions);
    }

    private static @Nullable List<ReactionCount> reactions(ResultSet row) throws SQLException {
        Array kinds = row.getArray("message_reactions");
        if (kinds == null) {
            return null;
        }
        List<ReactionCount> reactions = new ArrayList<>();
        for (String[] kind : (String[][]) kinds.getArray()) {
            reactions.add(
                    new ReactionCount(new Emoji(kind[0]), Integer.parseInt(kind[1]), Boolean.parseBoolean(kind[2])));
        }
        return reactions;
    }

    /** Returns the message of a row like {@link #view}, or null if an outer join found none. */
    public static @Nullable MessageView viewOrNull(ResultSet row, StatementContext context) throws SQLException {
        return row.getObject("message_id", UUID.class) == null ? null : view(row, context);
    }

    /** Returns whether the message of a row has reactions; false if the row has no message. */
    public static boolean isReacted(ResultSet row) throws SQLException {
        return row.getBoolean("message_reacted");
    }

    private static List<UploadedFile> files(ResultSet row) throws SQLException {
        Array files = row.getArray("message_files");
        return files == null
                ? List.of()
                : Arrays.stream((@Nullable String[][]) files.getArray())
                        .map(FileRows::file)
                        .toList();
    }

    private static Mentions mentions(ResultSet row) throws SQLException {
        Array people = row.getArray("message_mentions");
        boolean room = row.getBoolean("message_mentions_room");
        if (people == null) {
            return room ? new Mentions(List.of(), true) : Mentions.NONE;
        }
        return new Mentions(
                Arrays.stream((UUID[]) people.getArray()).map(AccountId::new).toList(), room);
    }

    private static RepliedTo repliedTo(ResultSet row, MessageId id) throws SQLException {
        return new RepliedTo(
                id,
                new Sender(
                        new AccountId(uuid(row, "replied_sender_id")),
                        new Username(text(row, "replied_username")),
                        new DisplayName(text(row, "replied_display_name")),
                        AccountRows.kind(text(row, "replied_kind"))),
                row.getString("replied_text"));
    }

    public static Sender sender(ResultSet row, AccountId id) throws SQLException {
        return new Sender(
                id,
                new Username(text(row, "sender_username")),
                new DisplayName(text(row, "sender_display_name")),
                AccountRows.kind(text(row, "sender_kind")));
    }
}
