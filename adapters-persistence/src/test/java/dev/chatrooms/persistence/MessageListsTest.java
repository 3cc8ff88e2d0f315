package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists in which a very long run of messages cannot be read by the viewer. No page is empty while there are more. */
class MessageListsTest extends OnPostgres {
    private static final int HIDDEN = 40_000;

    private StoreFixture store;
    private Account alice;
    private Account bob;
    private RoomId open;
    private RoomId secret;

    @BeforeEach
    void fill() {
        store = StoreFixture.in(storage());
        alice = store.person("alice");
        bob = store.person("bob");
        open = store.aPublicRoomWith(bob);
        secret = store.aPrivateRoomWith(bob);
        store.say(bob, open, "long ago");
        sayHidden();
    }

    private void sayHidden() {
        long head = store.<Long>read(s -> s.log().head().position().value());
        server.execute(database, """
                        insert into message (id, room_id, seq, sender_id, position, created_at, text)
                        select gen_random_uuid(), '%1$s', n, '%2$s', %3$d + n, now(), 'psst'
                        from generate_series(1, %4$d) n;
                        insert into event (position, at, kind, room_id, actor_id, message_id)
                        select position, created_at, 'message.posted', room_id, sender_id, id
                        from message
                        where room_id = '%1$s';
                        insert into mention (account_id, room_id, seq, message_id, position)
                        select '%5$s', room_id, seq, id, position
                        from message
                        where room_id = '%1$s' or room_id = '%6$s';
                        update log_head set position = position + %4$d;
                        analyze message, event, mention;
                        """.formatted(secret, bob.id(), head, HIDDEN, alice.id(), open));
    }

    private static List<String> texts(Function<PageRequest, Page<MessageView>> list) {
        List<String> texts = new ArrayList<>();
        String cursor = null;
        do {
            Page<MessageView> page = list.apply(new PageRequest(10, cursor));
            page.items().forEach(view -> texts.add(view.message().text().value()));
            cursor = page.next();
            assertThat(page.items().isEmpty() && cursor != null).isFalse();
        } while (cursor != null);
        return texts;
    }

    private List<String> listed(MessageFilter filter) {
        return texts(page -> store.messages().list(filter, alice.id(), page, StoreFixture.NOW));
    }

    @Test
    void listShouldReachReadableMessagesBehindManyHiddenOnes() {
        assertThat(listed(new MessageFilter(null, null, null, null))).containsExactly("long ago");
        assertThat(listed(MessageFilter.ofSender(bob.id()))).containsExactly("long ago");
        assertThat(texts(page -> store.messages().mentioning(alice.id(), page, StoreFixture.NOW)))
                .containsExactly("long ago");
    }

    @Test
    void listShouldEndWhenTheRestIsHidden() {
        store.say(bob, open, "just now");
        server.execute(database, "update message set text = null, deleted_at = now() where text = 'long ago'");

        assertThat(listed(new MessageFilter(null, null, null, null))).containsExactly("just now");
        assertThat(listed(MessageFilter.ofSender(bob.id()))).containsExactly("just now");
        assertThat(texts(page -> store.messages().mentioning(alice.id(), page, StoreFixture.NOW)))
                .isEmpty();
    }
}
