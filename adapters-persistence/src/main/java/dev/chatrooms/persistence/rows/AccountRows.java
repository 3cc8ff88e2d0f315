package dev.chatrooms.persistence.rows;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.textOrNull;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEmail;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.account.Bio;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PublicDetails;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.domain.metadata.Metadata;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code account} as accounts. Statements select {@code account.*}. */
public final class AccountRows {
    private AccountRows() {}

    public static Account account(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                new AccountId(uuid(row, "id")),
                new Username(text(row, "username")),
                kind(text(row, "kind")),
                textOrNull(row, "external_id", ExternalId::new),
                new PublicDetails(
                        new DisplayName(text(row, "display_name")),
                        textOrNull(row, "first_name", DisplayName::new),
                        textOrNull(row, "last_name", DisplayName::new),
                        textOrNull(row, "bio", Bio::new),
                        textOrNull(row, "avatar", AvatarId::new),
                        textOrNull(row, "metadata", Metadata::new)),
                AccountRole.valueOf(text(row, "role").toUpperCase(Locale.ROOT)),
                contact(row),
                state(row),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    /**
     * Returns the kind with a stored name.
     *
     * @param stored null if there is no account
     */
    public static AccountKind kind(@Nullable String stored) {
        return stored == null ? AccountKind.USER : AccountKind.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static @Nullable AccountEmail contact(ResultSet row) throws SQLException {
        EmailAddress address = textOrNull(row, "email", EmailAddress::new);
        return address == null ? null : new AccountEmail(address, row.getBoolean("email_verified"));
    }

    /** Reads the columns {@code disabled} and {@code deleted}. */
    public static AccountState state(ResultSet row) throws SQLException {
        if (row.getBoolean("deleted")) {
            return AccountState.DELETED;
        }
        return row.getBoolean("disabled") ? AccountState.DISABLED : AccountState.ACTIVE;
    }
}
