package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a container may do at any time, but no container can be made to do at a given one. */
class ServletTransportTest {
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final AsyncContext async = stub(AsyncContext.class, Map.of());
    private final ServletTransport transport;

    ServletTransportTest() throws Exception {
        HttpServletRequest request = stub(
                HttpServletRequest.class,
                Map.of("getAsyncContext", async, "getHeaderNames", Collections.emptyEnumeration()));
        HttpServletResponse response = stub(HttpServletResponse.class, Map.of("getOutputStream", new FinishedOutput()));
        transport = new ServletTransport(request, response, Timers.SYSTEM, Duration.ofMinutes(10));
    }

    /** Returns a container's object with some answers, which also collects listeners. */
    private <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("addListener")) {
                        listeners.add((AsyncListener) arguments[0]);
                    }
                    return answers.get(method.getName());
                }));
    }

    /** The output of a request that the container has given up: it accepts no listener. */
    private static final class FinishedOutput extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("the request is not asynchronous any more");
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException("closed");
        }
    }

    @Test
    void responseShouldFailWhenTheRequestFailedBeforeItsFirstWrite() throws Exception {
        for (AsyncListener listener : listeners) {
            listener.onTimeout(new AsyncEvent(async));
        }

        CompletableFuture<Void> written = transport.write(true, ByteBuffer.allocate(10));

        assertThat(written).isCompletedExceptionally();
    }

    @Test
    void responseShouldFailWhenTheContainerHasGivenItUp() {
        assertThat(transport.write(true, ByteBuffer.allocate(10))).isCompletedExceptionally();
    }
}
