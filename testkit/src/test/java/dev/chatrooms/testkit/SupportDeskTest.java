package dev.chatrooms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.EventContent.OfMessage;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.RefusalCode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tests of a host's own domain, as an example of how to use the test kit. */
// tag::desk[]
class SupportDeskTest {
    private final TestChat test = TestChat.inMemory();
    private final Caller agent = test.aPerson("agent");
    private final Caller customer = test.aPerson("customer");
    private final SupportDesk desk = new SupportDesk(test.chat(), test.clock(), agent);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void agentShouldReceiveQuestionWhenTicketIsOpened() {
        RecordingSubscriber<FeedItem, ViewedEvent> agents = test.eventsOf(agent);

        SupportDesk.Ticket ticket = desk.open(1, customer, "My kettle leaks").join();

        agents.await("the question", event -> event.event().content() instanceof OfMessage);
        assertThat(test.textsOf(ticket.room(), agent)).containsExactly("My kettle leaks");
    }

    @Test
    void ticketShouldBeOverdueAfterADayWithoutAnswer() {
        SupportDesk.Ticket answered = desk.open(1, customer, "My kettle leaks").join();
        SupportDesk.Ticket forgotten =
                desk.open(2, customer, "And the lid is loose").join();
        desk.answer(answered, "We send you a new one").join();

        test.clock().advance(Duration.ofHours(25));

        assertThat(desk.overdue()).containsExactly(forgotten);
    }

    @Test
    void ticketShouldNotExistWhenChatIsUnavailable() {
        test.storage().becomeUnavailable();

        assertThatThrownBy(() -> desk.open(1, customer, "My kettle leaks").join())
                .isInstanceOf(ChatException.class)
                .extracting(refused -> ((ChatException) refused).code())
                .isEqualTo(RefusalCode.UNAVAILABLE);

        test.storage().recover();
        test.clock().advance(Duration.ofHours(25));
        assertThat(desk.overdue()).isEmpty();
    }
}
// end::desk[]
