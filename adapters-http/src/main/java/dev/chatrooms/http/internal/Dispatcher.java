package dev.chatrooms.http.internal;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RequestObserver;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.RequestId;
import dev.chatrooms.wire.mapping.Failure;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs a request through: body, caller, endpoint, answer. The server's threads only read and write; the caller is
 * looked up and the endpoint run on the executor. Nothing that goes wrong on the way reaches Javalin's exception and
 * error handlers, which are the host's.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final HttpSettings settings;
    private final Authentication authentication;
    private final Origins origins;
    private final ClientAddress clientAddress;
    private final Timers timers;

    public Dispatcher(HttpSettings settings, Authentication authentication, Timers timers) {
        this.settings = settings;
        this.authentication = authentication;
        this.origins = new Origins(settings.allowedOrigins());
        this.clientAddress = new ClientAddress(settings.trustedProxies());
        this.timers = timers;
    }

    /** Answers with what the route's endpoint says. */
    public void serve(Context context, Route route) {
        String base = context.contextPath();
        Map<String, String> path = context.pathParamMap();
        String remote = context.req().getRemoteAddr();
        String queryString = context.queryString();
        boolean head = context.method().equals(HandlerType.HEAD);
        exchange(
                context,
                route,
                (exchange, requestId) -> body(exchange, route).thenCompose(body -> {
                    String address = clientAddress.of(remote, exchange.headers().getValuesList("X-Forwarded-For"));
                    Timers.Deadline deadline = timers.deadlineIn(settings.answerWithin());
                    Call call = new Call(
                            base, path, queryString, exchange.headers(), body, address, head, deadline, origins, null);
                    if (route.inline()) {
                        return route.endpoint().answer(call);
                    }
                    CompletableFuture<Answer> answer = work(route, call, requestId);
                    return route.open() ? answer : answer.exceptionally(Dispatcher::ofSomebodyKnown);
                }));
    }

    /** Answers which methods the path has. */
    public void serveOptions(Context context, String methods) {
        exchange(context, null, (exchange, requestId) -> {
            origins.preflight(exchange, methods);
            return Answer.noContent().with("Allow", methods).now();
        });
    }

    public void refuseMethod(Context context, String methods) {
        refuse(
                context,
                Problems.answer(Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "this path has " + methods))
                        .with("Allow", methods));
    }

    public void refusePath(Context context) {
        refuse(context, Problems.answer(Failure.of(ErrorCode.NOT_FOUND, "there is no such path")));
    }

    /** What to answer where nobody else does, in a server that is ours alone. */
    Answer unknownPath(Context context) {
        head(new Exchange(context), RequestId.of(context.header(RequestId.HEADER)));
        return Problems.answer(Failure.of(ErrorCode.NOT_FOUND, "there is no such path"));
    }

    private void refuse(Context context, Answer answer) {
        exchange(context, null, (exchange, requestId) -> answer.now());
    }

    private interface Answering {
        CompletionStage<Answer> answer(Exchange exchange, String requestId);
    }

    private void exchange(Context context, @Nullable Route route, Answering answering) {
        long begun = System.nanoTime();
        // Otherwise the host's handlers of errors would write their own content over the answer.
        context.skipRemainingHandlers().future(() -> {
            Exchange exchange = new Exchange(context);
            String requestId = RequestId.of(exchange.headers().get(RequestId.HEADER));
            head(exchange, requestId);
            return attempt(() -> answering.answer(exchange, requestId))
                    .exceptionally(thrown -> problem(thrown, requestId))
                    .thenCompose(answer -> {
                        observe(route, answer, begun);
                        return exchange.send(answer);
                    })
                    .exceptionally(thrown -> {
                        LOG.debug("request {} was not answered, its client is gone", requestId, thrown);
                        return null;
                    })
                    .toCompletableFuture();
        });
    }

    private void observe(@Nullable Route route, Answer answer, long begun) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String method = route == null ? RequestObserver.OTHER : route.method().name();
        String path = route == null ? RequestObserver.OTHER : route.path();
        try {
            settings.observer().answered(method, path, answer.status(), took);
        } catch (RuntimeException e) {
            // Who only watches is not to keep an answer back.
            LOG.warn("the observer of requests failed", e);
        }
    }

    private void head(Exchange exchange, String requestId) {
        exchange.setHeader(RequestId.HEADER, requestId);
        exchange.setHeader("X-Content-Type-Options", "nosniff");
        exchange.setHeader("Cache-Control", "no-store");
        origins.expose(exchange);
    }

    private CompletableFuture<byte[]> body(Exchange exchange, Route route) {
        if (Origins.isSafe(route.method())) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        int limit = route.maxBodyBytes() == 0 ? settings.maxBodyBytes() : route.maxBodyBytes();
        if (limit > settings.maxBodyBytes()) {
            try {
                verified(route, exchange.headers());
            } catch (RuntimeException refused) {
                // Strangers are not to fill the memory: nothing of what they send is kept.
                return exchange.readBody(0).handle((body, thrown) -> {
                    throw refused;
                });
            }
        }
        return exchange.readBody(limit);
    }

    private CompletableFuture<Answer> work(Route route, Call call, String requestId) {
        // Here and not on the executor: a token that cannot be valid is refused even where everything waits for the
        // store.
        Supplier<Call> identified = identified(route, call);
        CompletableFuture<Answer> result = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        settings.executor().execute(() -> {
            // What waited for so long that its client has been told to come back later is not worth doing any more.
            if (!result.isDone()) {
                CompletionStage<Answer> answer =
                        tagged(requestId, () -> attempt(() -> route.endpoint().answer(admitted(route, identified))));
                begun.complete(null);
                answer.whenComplete((given, thrown) -> settle(result, given, thrown));
            }
        });
        // What may take its time sees to the rest of it by itself, once it has begun.
        timers.run(call.timeLeft(), route.unhurried() ? begun : result, () -> result.complete(late()));
        return result;
    }

    private static void settle(CompletableFuture<Answer> result, Answer answer, @Nullable Throwable thrown) {
        if (thrown != null) {
            result.completeExceptionally(thrown);
        } else if (!result.complete(answer)) {
            answer.discard();
        }
    }

    private static Call admitted(Route route, Supplier<Call> identified) {
        Call admitted = identified.get();
        if (!route.takesBody()) {
            admitted.refuseBody();
        }
        return admitted;
    }

    /** Checks what can be checked without waiting; the rest is for the executor. */
    private Supplier<Call> identified(Route route, Call call) {
        if (route.open()) {
            return () -> call;
        }
        Supplier<Caller> caller = verified(route, call.headers());
        return () -> call.by(caller.get());
    }

    private Supplier<Caller> verified(Route route, HttpFields headers) {
        Credentials credentials = Credentials.of(headers);
        if (credentials.byCookie() && !Origins.isSafe(route.method())) {
            origins.requireOurs(headers);
        }
        return authentication.verify(credentials.token());
    }

    /**
     * Who is signed in and types a wrong password is still signed in: 401 would have clients throw their session away.
     */
    private static Answer ofSomebodyKnown(Throwable thrown) {
        return Failure.of(thrown)
                .filter(failure -> failure.code() == ErrorCode.BAD_CREDENTIALS)
                .map(failure -> Problems.answer(failure, 403))
                .orElseThrow(() -> new CompletionException(thrown));
    }

    private static Answer late() {
        return Problems.answer(ChatException.unavailable("this takes too long at the moment", null));
    }

    private Answer problem(Throwable thrown, String requestId) {
        Throwable cause = Failure.unwrapped(thrown);
        if (cause instanceof Exchange.TooLarge tooLarge) {
            return Problems.answer(Failure.of(
                    ErrorCode.PAYLOAD_TOO_LARGE, "the body may have at most " + tooLarge.limit() + " bytes"));
        }
        if (cause instanceof Exchange.BrokenBody) {
            return Problems.answer(Failure.of(ErrorCode.BAD_REQUEST, "the body did not arrive whole"));
        }
        return tagged(requestId, () -> Problems.answer(cause));
    }

    /** Runs something so that its log lines name the request. */
    private static <T> T tagged(String requestId, Supplier<T> work) {
        MDC.put("requestId", requestId);
        try {
            return work.get();
        } finally {
            MDC.remove("requestId");
        }
    }

    /** A future even where what should make one throws. */
    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (Throwable t) {
            // Errors too: a stack that overflows in one request is that request's incident.
            return CompletableFuture.failedFuture(t);
        }
    }
}
