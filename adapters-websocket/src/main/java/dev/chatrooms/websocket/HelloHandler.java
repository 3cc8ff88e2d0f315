package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.ClientMessage;
import dev.chatrooms.wire.ClientMessage.Hello;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.WelcomeRenderer;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection from the client's hello to the server's welcome: authenticates the token, requests a place and
 * subscribes to events. Workers run the steps that block on the store.
 */
final class HelloHandler {
    private final Connection connection;
    private final ServerContext context;
    private final EventSubscriber events;
    private final Outbound outbound;

    private final RequestHead handshake;
    private volatile @Nullable Caller caller;

    /** @param handshake the head of the upgrade request */
    HelloHandler(
            Connection connection,
            ServerContext context,
            EventSubscriber events,
            Outbound outbound,
            RequestHead handshake) {
        this.connection = connection;
        this.context = context;
        this.events = events;
        this.outbound = outbound;
        this.handshake = handshake;
    }

    /**
     * Handles the first object of a client.
     *
     * @throws MalformedInput if it is not a valid hello
     */
    void hello(ClientMessage message) {
        if (!(message instanceof Hello hello)) {
            throw MalformedInput.of("the first object must be a hello");
        }
        RequestHead head = hello.token() == null
                ? handshake
                : handshake.withBearerToken(hello.token(), context.clock().instant());
        Credential credential = context.authenticators().find(head).orElse(null);
        if (credential == null) {
            connection.close(CloseCode.UNAUTHENTICATED, context.authenticators().missing("a token is required"));
        } else if (connection.start()) {
            runOnWorker(() -> start(credential, new StreamRequest(hello.cursor(), null, true)));
        }
    }

    private void start(Credential credential, StreamRequest request) {
        Caller authenticated;
        try {
            authenticated = credential.caller();
        } catch (ChatException e) {
            if (isRefusal(e.code())) {
                connection.close(CloseCode.UNAUTHENTICATED, e.refusal().detail());
            } else {
                connection.closeUnavailable(e);
            }
            return;
        }
        caller = authenticated;
        connection.countFor(authenticated.accountId());
        StreamPlaces.Place place = context.useCases().places().request(authenticated.accountId(), connection);
        connection.hold(place);
        place.granted().whenComplete((granted, refused) -> {
            if (refused == null) {
                subscribe(authenticated, request);
            } else {
                refuse(refused);
            }
        });
    }

    /** Returns whether the same credential would be refused again. */
    private static boolean isRefusal(RefusalCode code) {
        return code != RefusalCode.UNAVAILABLE && code != RefusalCode.RATE_LIMITED;
    }

    private void subscribe(Caller authenticated, StreamRequest request) {
        try {
            context.useCases().events().events(authenticated, request).subscribe(events);
        } catch (RuntimeException e) {
            connection.failed(e);
        }
    }

    private void refuse(Throwable reason) {
        if (reason instanceof ChatException e && e.code() == RefusalCode.RATE_LIMITED) {
            connection.close(CloseCode.TOO_MANY_CONNECTIONS, e.refusal().detail());
        } else {
            connection.failed(reason);
        }
    }

    /**
     * Queues the welcome and opens the connection, on a worker: encoding a list of rooms would keep the feed's thread
     * from other deliveries.
     */
    void welcome(Welcome welcome) {
        runOnWorker(() -> {
            Caller authenticated = caller;
            if (authenticated == null) {
                throw new IllegalStateException("welcome received before authentication");
            }
            String id = UUID.randomUUID().toString();
            ByteBuffer object = ByteBuffer.wrap(
                    WelcomeRenderer.encode(welcome, id, context.base().get()));
            if (outbound.tryAdd(object)) {
                connection.open(authenticated);
            } else {
                connection.closeUnavailable(ChatException.unavailable("no memory for the welcome", null));
            }
        });
    }

    private void runOnWorker(Runnable task) {
        try {
            context.workers().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    connection.failed(e);
                }
            });
        } catch (RejectedExecutionException e) {
            connection.closeUnavailable(e);
        }
    }
}
