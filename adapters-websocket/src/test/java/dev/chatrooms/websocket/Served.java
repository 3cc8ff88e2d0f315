package dev.chatrooms.websocket;

import io.javalin.Javalin;

/** A server with a given adapter, of the kind that the tests run on. */
record Served(int port, Runnable stop) implements AutoCloseable {
    static Served by(WebSocketAdapter adapter) {
        if (TestTomcat.CHOSEN) {
            TestTomcat tomcat = TestTomcat.start(adapter, "");
            return new Served(tomcat.port(), tomcat::close);
        }
        Javalin host = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    adapter.accept(config);
                })
                .start("127.0.0.1", 0);
        return new Served(host.port(), host::stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
