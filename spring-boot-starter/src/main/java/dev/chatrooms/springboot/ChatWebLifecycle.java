package dev.chatrooms.springboot;

import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.websocket.WebSocketAdapter;
import org.springframework.context.SmartLifecycle;

/**
 * Ends sockets, event streams and long polls before the server begins its graceful stop, which would wait for them. The
 * chat itself closes with the beans, after the server.
 */
final class ChatWebLifecycle implements SmartLifecycle {
    /** Stops before the graceful stop of the web server, whose phase is lower by 1024. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private final HttpAdapter http;
    private final WebSocketAdapter sockets;
    private volatile boolean running;

    ChatWebLifecycle(HttpAdapter http, WebSocketAdapter sockets) {
        this.http = http;
        this.sockets = sockets;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        http.startDraining();
        http.endStreams();
        sockets.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
