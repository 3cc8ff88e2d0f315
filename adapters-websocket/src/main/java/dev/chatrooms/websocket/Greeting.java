package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.WelcomeJson;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * From a client's hello to its welcome: whose token it is, whether he may have one more connection, and the start of
 * his events. What waits for the store is done by workers.
 */
final class Greeting {
    private final Connection connection;
    private final Node node;
    private final EventFlow events;
    private final Outbound outbound;

    /** What the handshake was authenticated with, if it was. */
    private @Nullable String token;

    private volatile @Nullable Caller guest;

    Greeting(Connection connection, Node node, EventFlow events, Outbound outbound, @Nullable String token) {
        this.connection = connection;
        this.node = node;
        this.events = events;
        this.outbound = outbound;
        this.token = token;
    }

    /**
     * Takes the hello.
     *
     * @throws MalformedInput if it is none
     */
    void hello(Incoming object) {
        if (!object.op().equals("hello")) {
            throw MalformedInput.of("the first object must be a hello");
        }
        JsonObjectReader fields = object.fields();
        String given = fields.optionalString("token");
        String cursor = fields.optionalString("cursor");
        fields.end();
        String proof = given == null ? token : given;
        token = null;
        if (proof == null) {
            connection.close(CloseCode.UNAUTHENTICATED, "a token is needed");
        } else if (connection.start()) {
            work(() -> start(proof, new StreamRequest(cursor, null, true)));
        }
    }

    private void start(String proof, StreamRequest request) {
        Caller caller;
        try {
            caller = node.useCases().authentication().authenticate(proof);
        } catch (ChatException e) {
            if (e.code() == RefusalCode.UNAUTHENTICATED) {
                connection.close(CloseCode.UNAUTHENTICATED, e.refusal().detail());
            } else {
                connection.unavailable(e);
            }
            return;
        }
        if (connection.admit(caller.accountId())) {
            guest = caller;
            node.useCases().events().events(caller, request).subscribe(events);
        } else {
            String reason = "at most " + Connections.MAX_PER_ACCOUNT;
            connection.close(CloseCode.TOO_MANY_CONNECTIONS, reason);
        }
    }

    /** Called by one of the feed's threads, which has better to do than to write a list of rooms. */
    void welcome(Welcome welcome) {
        work(() -> {
            Caller caller = guest;
            if (caller == null) {
                throw new IllegalStateException("nobody to welcome");
            }
            String id = UUID.randomUUID().toString();
            outbound.add(ByteBuffer.wrap(WelcomeJson.encode(welcome, id)));
            connection.open(caller);
        });
    }

    private void work(Runnable task) {
        try {
            node.workers().execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    connection.fault(e);
                }
            });
        } catch (RejectedExecutionException e) {
            connection.unavailable(e);
        }
    }
}
