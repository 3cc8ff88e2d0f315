package dev.chatrooms.http.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The asynchronous processing of an {@link AsyncRequest}. It may be completed at any time, and again. */
final class AsyncProcessing implements AsyncContext, AsyncListener {
    /** How long the container has to notice a failed write. */
    private static final long GRACE_SECONDS = 5;

    private final AsyncContext context;
    private volatile boolean failed;
    private volatile boolean ended;

    AsyncProcessing(AsyncContext context) {
        this.context = context;
    }

    /**
     * Leaves the completion to the container, because a write has failed: Tomcat then ends the processing on a thread
     * of its own, and a second completion at the same time would fail.
     */
    void failed() {
        failed = true;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void complete() {
        if (failed) {
            // In case that the container does not notice the failure itself.
            CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS).execute(this::end);
        } else {
            end();
        }
    }

    private void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container has just ended it.
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The other listeners complete the response.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Starts only once.
    }

    @Override
    public ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servletContext, String path) {
        context.dispatch(servletContext, path);
    }

    @Override
    public void start(Runnable task) {
        context.start(task);
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long timeout) {
        context.setTimeout(timeout);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
