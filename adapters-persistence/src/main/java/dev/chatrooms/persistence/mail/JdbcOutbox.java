package dev.chatrooms.persistence.mail;

import static dev.chatrooms.persistence.sql.Columns.instant;
import static dev.chatrooms.persistence.sql.Columns.text;
import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.MailRequest.PasswordChanged;
import dev.chatrooms.application.spi.MailRequest.RepeatCode;
import dev.chatrooms.application.spi.MailRequest.ResetPassword;
import dev.chatrooms.application.spi.MailRequest.VerifyAddress;
import dev.chatrooms.application.spi.MailRequest.WelcomeAccount;
import dev.chatrooms.application.spi.Outbox;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.persistence.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * {@link Outbox} in the table {@code outbox}. A claim moves the time at which an entry is due. An entry that is not
 * done by then is due again.
 */
public final class JdbcOutbox implements Outbox {
    private final Sql sql;

    public JdbcOutbox(Sql sql) {
        this.sql = sql;
    }

    /** A request as two columns. */
    private record Columns(String kind, String about) {
        static Columns of(MailRequest request) {
            if (request instanceof VerifyAddress verify) {
                return new Columns("verify_address", verify.account().toString());
            }
            if (request instanceof RepeatCode repeat) {
                return new Columns("repeat_code", repeat.username().value());
            }
            if (request instanceof ResetPassword reset) {
                return new Columns("reset_password", reset.email().value());
            }
            if (request instanceof WelcomeAccount welcome) {
                return new Columns("welcome_account", welcome.account().toString());
            }
            if (request instanceof PasswordChanged changed) {
                return new Columns("password_changed", changed.account().toString());
            }
            throw new IllegalStateException("unknown request " + request.getClass());
        }

        MailRequest request() {
            return switch (kind) {
                case "verify_address" -> new VerifyAddress(account());
                case "repeat_code" -> new RepeatCode(new Username(about));
                case "reset_password" -> new ResetPassword(new EmailAddress(about));
                case "welcome_account" -> new WelcomeAccount(account());
                case "password_changed" -> new PasswordChanged(account());
                default -> throw new IllegalStateException("unknown kind of request: " + kind);
            };
        }

        private AccountId account() {
            return new AccountId(UUID.fromString(about));
        }
    }

    @Override
    public boolean add(UUID id, MailRequest request, Instant now) {
        Columns columns = Columns.of(request);
        return sql.update(
                        """
                        insert into outbox (id, kind, about, added_at, due_at)
                        select :id, :kind, :about, :now, :now
                        where (select count(*) from (select 1 from outbox limit :max) waiting) < :max
                        """,
                        s -> s.bind("id", id)
                                .bind("kind", columns.kind())
                                .bind("about", columns.about())
                                .bind("now", now)
                                .bind("max", (long) MAX_PENDING))
                == 1;
    }

    @Override
    public Optional<Entry> claim(Instant now, Instant leasedUntil) {
        sql.requireWritable();
        return sql.one("""
                update outbox
                set due_at = :leasedUntil, attempts = attempts + 1
                where id = (select due.id
                            from outbox due
                            where due.due_at <= :now
                            order by due.due_at, due.id
                            limit 1
                            for update skip locked)
                returning id, kind, about, added_at, attempts
                """, s -> s.bind("now", now).bind("leasedUntil", leasedUntil), JdbcOutbox::entry);
    }

    private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
        return new Entry(
                uuid(row, "id"),
                new Columns(text(row, "kind"), text(row, "about")).request(),
                instant(row, "added_at"),
                row.getInt("attempts"));
    }

    @Override
    public void done(Entry entry) {
        sql.update("delete from outbox where id = :id", s -> s.bind("id", entry.id()));
    }

    @Override
    public void postpone(Entry entry, Instant until) {
        sql.update(
                "update outbox set due_at = :until where id = :id and attempts = :attempts",
                s -> s.bind("until", until).bind("id", entry.id()).bind("attempts", entry.attempts()));
    }

    @Override
    public int waiting() {
        return sql.single("select count(*) as waiting from outbox", s -> {}, (row, context) -> row.getInt("waiting"));
    }
}
