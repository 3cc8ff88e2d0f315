package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A shop that posts itself, and whose messages carry data of its own. The embedding guide quotes the marked regions.
 */
class ShopMessagesTest {
    private final Chat chat = Chat.inMemory();
    private Caller clerk;
    private RoomId room;

    @BeforeEach
    void open() {
        Account account = chat.administration()
                .ensureAccount("clerk", AccountProfile.named("Clerk"))
                .join();
        clerk = Caller.of(account.id());
        NewRoom orders = new NewRoom(RoomKind.PRIVATE, "Orders", null, List.of());
        room = chat.rooms().create(clerk, orders).join().id();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void shopAndItsBotShouldPostUnderTheirOwnNames() {
        // tag::bots[]
        Account shop = chat.administration()
                .ensureAccount("shop", AccountProfile.named("Tea shop").withKind(AccountKind.SYSTEM))
                .join();
        Account bot = chat.administration()
                .ensureAccount("stock", AccountProfile.named("Stock bot").withKind(AccountKind.BOT))
                .join();
        // The shop posts in any room; the bot in those of which it is a member.
        chat.messages()
                .send(Caller.of(shop), new Send(room, "Order 17 has been shipped", null))
                .join();
        chat.moderation().add(clerk, room, bot.id().toString()).join();
        chat.messages()
                .send(Caller.of(bot), new Send(room, "Earl Grey is running low", null))
                .join();
        // end::bots[]

        List<MessageView> messages =
                chat.messages().history(clerk, room, HistoryRequest.newest(10)).items();
        assertThat(messages)
                .extracting(message -> message.sender().kind())
                .containsExactly(AccountKind.SYSTEM, AccountKind.BOT);
    }

    @Test
    void messageShouldCarryTheOrderThatItIsAbout() {
        // tag::metadata[]
        Metadata order = Metadata.of(Map.of("order", 17, "state", "packed"));
        MessageView message = chat.messages()
                .send(clerk, new Send(room, "Order 17 is packed", null).withMetadata(order))
                .join()
                .message();
        chat.customData()
                .set(message.id(), Metadata.of(Map.of("order", 17, "state", "shipped")))
                .join();
        // end::metadata[]

        Metadata seen = chat.messages().message(clerk, message.id()).metadata();
        assertThat(seen).hasToString("{\"order\":17,\"state\":\"shipped\"}");
    }
}
