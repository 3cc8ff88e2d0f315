package dev.chatrooms.testkit;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The domain of a host, as an example: each ticket has a private room for the customer and the agent. */
final class SupportDesk {
    private static final Duration PATIENCE = Duration.ofHours(24);

    /** A ticket that waits for an answer since a point in time. */
    record Ticket(int number, RoomId room, Instant since) {}

    private final Chat chat;
    private final InstantSource clock;
    private final Caller agent;
    private final Map<Integer, Ticket> waiting = new ConcurrentHashMap<>();

    SupportDesk(Chat chat, InstantSource clock, Caller agent) {
        this.chat = chat;
        this.clock = clock;
        this.agent = agent;
    }

    /** Opens the room of a ticket and posts the question. No ticket exists if the chat fails. */
    CompletableFuture<Ticket> open(int number, Caller customer, String question) {
        String username = chat.accounts().account(customer).username().value();
        NewRoom room = new NewRoom(RoomKind.PRIVATE, "Ticket " + number, null, List.of(username));
        return chat.rooms()
                .create(agent, room)
                .thenCompose(created -> chat.messages()
                        .send(customer, new Send(created.room().id(), question, null))
                        .thenApply(sent -> new Ticket(number, created.room().id(), clock.instant())))
                .thenApply(ticket -> {
                    waiting.put(number, ticket);
                    return ticket;
                });
    }

    CompletableFuture<?> answer(Ticket ticket, String text) {
        return chat.messages()
                .send(agent, new Send(ticket.room(), text, null))
                .thenRun(() -> waiting.remove(ticket.number()));
    }

    /** Returns the tickets that have waited for longer than a day. */
    List<Ticket> overdue() {
        Instant limit = clock.instant().minus(PATIENCE);
        return waiting.values().stream()
                .filter(ticket -> ticket.since().isBefore(limit))
                .toList();
    }
}
