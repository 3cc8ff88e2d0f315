package dev.chatrooms.persistence.message;

import static dev.chatrooms.persistence.sql.Columns.uuid;

import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageKey;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One person's messages, the newest first, as far as the viewer may read them. Goes down the index of the sender's messages in windows
 * that grow, since mostly all are readable, and gives up after {@value #MOST_PASSED} of them: else somebody who talks a lot elsewhere would
 * make each page as dear as all that he has ever said.
 */
record SenderMessages(Sql sql) {
    private static final int MOST_PASSED = 4000;
    private static final int WINDOW_GROWTH = 8;

    private record Passed(UUID id, long position, boolean readable) {}

    Page<MessageView> page(AccountId sender, AccountId viewer, PageRequest page, Instant now) {
        Long cursor = PageKey.decode(page.cursor(), 1, parts -> Long.parseLong(parts.get(0)));
        long before = cursor == null ? Long.MAX_VALUE : cursor;
        List<Passed> readable = new ArrayList<>();
        int window = page.limit() + 1;
        int passed = 0;
        boolean more = true;
        while (more && readable.size() <= page.limit() && passed < MOST_PASSED) {
            List<Passed> some = window(sender, viewer, before, window, now);
            some.stream().filter(Passed::readable).forEach(readable::add);
            passed += some.size();
            more = some.size() == window;
            before = some.isEmpty() ? before : some.get(some.size() - 1).position();
            window *= WINDOW_GROWTH;
        }
        if (readable.size() > page.limit()) {
            List<Passed> items = readable.subList(0, page.limit());
            return new Page<>(
                    views(items),
                    PageKey.of(items.get(items.size() - 1).position()).encode());
        }
        return new Page<>(views(readable), more ? PageKey.of(before).encode() : null);
    }

    private List<Passed> window(AccountId sender, AccountId viewer, long before, int limit, Instant now) {
        return sql.list(
                """
                select said.id, said.position,
                       said.deleted_at is null and room.deleted_position is null
                         and (member.found is not null or room.kind = 'public' and ban.found is null) as readable
                from (select id, room_id, position, deleted_at
                      from message
                      where sender_id = :sender and position < :before
                      order by position desc
                      limit :limit) as said
                  join room on room.id = said.room_id
                  left join lateral (select true as found from membership
                                     where membership.account_id = :viewer and membership.room_id = said.room_id
                                     limit 1) as member on true
                  left join lateral (select true as found from ban
                                     where ban.account_id = :viewer and ban.room_id = said.room_id
                                       and (ban.until is null or ban.until > :now)
                                     limit 1) as ban on true
                order by said.position desc
                """,
                s -> s.bind("sender", sender.value())
                        .bind("viewer", viewer.value())
                        .bind("before", before)
                        .bind("limit", limit)
                        .bind("now", now),
                (row, context) -> new Passed(uuid(row, "id"), row.getLong("position"), row.getBoolean("readable")));
    }

    private List<MessageView> views(List<Passed> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return sql.list("""
                select message.id as message_id, message.room_id as message_room_id, message.seq as message_seq,
                       message.sender_id as message_sender_id, message.text as message_text,
                       message.created_at as message_created_at, message.edited_at as message_edited_at,
                       message.deleted_at as message_deleted_at, message.client_id as message_client_id,
                       sender.username as sender_username, sender.display_name as sender_display_name
                from unnest(cast(:ids as uuid[])) with ordinality as wanted (id, n)
                  join message on message.id = wanted.id
                  join account sender on sender.id = message.sender_id
                order by wanted.n
                """, s -> s.bind("ids", PgArray.uuids(messages, Passed::id)), MessageRows::view);
    }
}
