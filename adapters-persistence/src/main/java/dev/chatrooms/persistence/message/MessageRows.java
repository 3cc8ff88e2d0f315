package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.instantOrNull;
import static dev.chatrooms.persistence.sql.Columns.orNull;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Rows with a message and its sender. Statements name the columns {@code message_…} and {@code sender_…}, since they stand beside others.
 */
public final class MessageRows {
    private MessageRows() {}

    public static MessageView view(ResultSet row, StatementContext context) throws SQLException {
        AccountId sender = new AccountId(uuid(row, "message_sender_id"));
        return new MessageView(
                new Message(
                        new MessageId(uuid(row, "message_id")),
                        new RoomId(uuid(row, "message_room_id")),
                        row.getLong("message_seq"),
                        sender,
                        orNull(row.getString("message_text"), MessageText::new),
                        instant(row, "message_created_at"),
                        instantOrNull(row, "message_edited_at"),
                        instantOrNull(row, "message_deleted_at"),
                        orNull(row.getString("message_client_id"), ClientId::new)),
                sender(row, sender));
    }

    /** As {@link #view}, where the message was joined from outside. */
    public static @Nullable MessageView viewOrNull(ResultSet row, StatementContext context) throws SQLException {
        return row.getObject("message_id", UUID.class) == null ? null : view(row, context);
    }

    static Sender sender(ResultSet row, AccountId id) throws SQLException {
        return new Sender(
                id, new Username(text(row, "sender_username")), new DisplayName(text(row, "sender_display_name")));
    }
}
