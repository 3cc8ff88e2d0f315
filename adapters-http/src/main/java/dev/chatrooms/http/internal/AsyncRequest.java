package dev.chatrooms.http.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose asynchronous processing may be completed at any time. Containers end it by themselves when the client
 * is gone and then reuse the request, so that no method of it may be called any more, while the response is still on
 * its way to Javalin.
 */
final class AsyncRequest extends HttpServletRequestWrapper {
    private volatile @Nullable AsyncProcessing processing;

    AsyncRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public AsyncContext startAsync() {
        return started(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return started(super.startAsync(request, response));
    }

    private AsyncContext started(AsyncContext context) {
        AsyncProcessing begun = new AsyncProcessing(context);
        processing = begun;
        context.addListener(begun);
        return begun;
    }

    @Override
    public boolean isAsyncStarted() {
        AsyncProcessing begun = processing;
        return begun != null && !begun.hasEnded();
    }

    @Override
    public AsyncContext getAsyncContext() {
        AsyncProcessing begun = processing;
        if (begun == null) {
            throw new IllegalStateException("asynchronous processing has not started");
        }
        return begun;
    }
}
