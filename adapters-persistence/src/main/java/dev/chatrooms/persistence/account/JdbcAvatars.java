package dev.chatrooms.persistence.account;

import static dev.chatrooms.persistence.sql.Columns.text;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.spi.Avatars;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** {@link Avatars} in the table {@code avatar}. */
public final class JdbcAvatars implements Avatars {
    private final Sql sql;

    public JdbcAvatars(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(AccountId account, AvatarId id, EncodedImage image) {
        sql.update(
                """
                insert into avatar (account_id, id, media_type, content)
                values (:account, :id, :mediaType, :content)
                on conflict (account_id, id) do nothing
                """,
                s -> s.bind("account", account.value())
                        .bind("id", id.value())
                        .bind("mediaType", image.mediaType())
                        .bind("content", image.bytes()));
    }

    @Override
    public Optional<EncodedImage> find(AccountId account, AvatarId id) {
        return sql.one(
                "select media_type, content from avatar where account_id = :account and id = :id",
                s -> s.bind("account", account.value()).bind("id", id.value()),
                (row, context) ->
                        new EncodedImage(text(row, "media_type"), Objects.requireNonNull(row.getBytes("content"))));
    }

    @Override
    public boolean has(AccountId account, AvatarId id) {
        return sql.exists(
                "select exists (select 1 from avatar where account_id = :account and id = :id) as found",
                s -> s.bind("account", account.value()).bind("id", id.value()));
    }

    @Override
    public void retain(AccountId account, Collection<AvatarId> ids) {
        sql.update(
                "delete from avatar where account_id = :account and id <> all(:ids)",
                s -> s.bind("account", account.value()).bind("ids", PgArray.texts(ids, AvatarId::value)));
    }
}
