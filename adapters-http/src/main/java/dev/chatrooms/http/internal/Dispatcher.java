package dev.chatrooms.http.internal;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.Authentication.VerifiedToken;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.identity.Authenticators;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.http.internal.AccountPace.Turn;
import dev.chatrooms.http.internal.InFlightLimit.Permit;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.wire.ClientAddress;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.ReceivedAt;
import dev.chatrooms.wire.RequestId;
import dev.chatrooms.wire.mapping.Failure;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Processes a request: reads the body, authenticates the caller, calls the endpoint and writes the response. The
 * server's threads only read and write; the executor authenticates the caller and runs the endpoint. No failure reaches
 * Javalin's exception and error handlers, which belong to the host.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final Answer LATE =
            Problems.answer(ChatException.unavailable("this takes too long at the moment", null));

    /** The expensive calls, such as searches, of one account that are processed at a time. */
    private static final int EXPENSIVE_IN_FLIGHT = 2;

    /**
     * After an expensive call its place stays taken for three times as long, so that an account occupies half of a
     * processor with such calls at most. Most searches are shorter than the limit.
     */
    private static final int PAUSE_FACTOR = 3;

    private static final Duration EXPENSIVE_IF_LONGER = Duration.ofMillis(20);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

    private final HttpSettings settings;
    private final Authenticators authenticators;
    private final InstantSource clock;
    private final Origins origins;
    private final ClientAddress clientAddress;
    private final TransferMemory memory;
    private final Timers timers;
    private final InFlightLimit inFlight;
    private final AnonymousRequests anonymous;
    private final Draining draining;
    private final Executor pageReaders;
    private final Executor largePageReaders;
    private final AccountPace pace;

    public Dispatcher(
            HttpSettings settings,
            Authentication authentication,
            InstantSource clock,
            TransferMemory memory,
            Executor pageReaders,
            Executor largePageReaders,
            Timers timers,
            Draining draining) {
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.pageReaders = pageReaders;
        this.largePageReaders = largePageReaders;
        this.pace = new AccountPace(timers::nanoTime);
        this.authenticators = Authenticators.of(settings.authenticators(), authentication);
        this.origins = new Origins(settings.allowedOrigins());
        this.clientAddress = new ClientAddress(settings.trustedProxies());
        this.timers = timers;
        this.inFlight = new InFlightLimit(settings.requestsInFlight(), EXPENSIVE_IN_FLIGHT);
        this.anonymous = new AnonymousRequests(settings.anonymousRequests());
        this.draining = draining;
    }

    /** Answers a request with the response of the route's endpoint. */
    public void serve(Context context, Route route) {
        Instant receivedAt = ReceivedAt.of(context.req().getAttribute(ReceivedAt.ATTRIBUTE), clock);
        String base = base(context);
        Map<String, String> path = context.pathParamMap();
        String address = address(context);
        String queryString = context.queryString();
        String method = context.method().name();
        String requestPath = context.path();
        boolean head = context.method().equals(HandlerType.HEAD);
        exchange(context, route, (exchange, requestId) -> {
            RequestHead requestHead =
                    new RequestHead(method, requestPath, address, receivedAt, exchange.headers()::getValuesList);
            CompletableFuture<Answer> answered = receive(exchange, route, requestHead)
                    .thenCompose(received -> {
                        Timers.Deadline deadline = timers.deadlineIn(settings.answerWithin());
                        Call call = new Call(
                                base,
                                path,
                                queryString,
                                requestHead,
                                exchange.headers(),
                                received.body,
                                head,
                                deadline,
                                origins,
                                exchange,
                                null);
                        if (route.inline()) {
                            return route.endpoint().answer(call);
                        }
                        CompletableFuture<Answer> answer = work(route, call, received.caller, requestId, exchange);
                        return route.open() ? answer : answer.exceptionally(Dispatcher::forbidIfWrongPassword);
                    });
            return route.streamsBody() ? discardUnread(exchange, answered) : answered;
        });
    }

    /** Answers {@code OPTIONS} with the methods of the path. */
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

    /** Returns the response for an unknown path outside the API. */
    Answer unknownPath(Context context) {
        Exchange exchange = exchange(context);
        head(exchange, RequestId.of(context.header(RequestId.HEADER)));
        closeIfDraining(exchange);
        return Problems.answer(Failure.of(ErrorCode.NOT_FOUND, "there is no such path"));
    }

    /** Returns the path under which clients reach the API. */
    String base(Context context) {
        return settings.mount().forClients(context.contextPath());
    }

    private void refuse(Context context, Answer answer) {
        // The body is discarded, so that a client that still sends it receives the response.
        exchange(context, null, (exchange, requestId) -> exchange.readBody(0).handle((body, thrown) -> answer));
    }

    private interface Answering {
        CompletionStage<Answer> answer(Exchange exchange, String requestId);
    }

    private void exchange(Context context, @Nullable Route route, Answering answering) {
        long begun = System.nanoTime();
        // Otherwise the host's error handlers would overwrite the response.
        context.skipRemainingHandlers().future(() -> {
            Exchange exchange = exchange(context);
            String requestId = RequestId.of(exchange.headers().get(RequestId.HEADER));
            head(exchange, requestId);
            return attempt(() -> {
                        // Elsewhere only without a valid token: others behind the same address go on.
                        if (route == null || route.open()) {
                            exchange.countAsAnonymous(anonymous.begin(address(context)));
                        }
                        return answering.answer(exchange, requestId);
                    })
                    .thenApply(exchange::render)
                    .exceptionally(thrown -> exchange.render(problem(thrown, requestId)))
                    .thenCompose(rendered -> {
                        observe(route, rendered.head(), begun);
                        closeIfDraining(exchange);
                        return exchange.send(rendered);
                    })
                    .exceptionally(thrown -> {
                        LOG.debug("request {} could not be answered: the client is gone", requestId, thrown);
                        return null;
                    })
                    .whenComplete((done, thrown) -> exchange.finish())
                    .toCompletableFuture();
        });
    }

    private Exchange exchange(Context context) {
        return new Exchange(context, base(context), Client.anonymous(address(context)), memory, timers);
    }

    /** Returns the address of the client, not that of a trusted proxy. */
    private String address(Context context) {
        return clientAddress.of(
                context.req().getRemoteAddr(), Collections.list(context.req().getHeaders(ClientAddress.HEADER)));
    }

    private void observe(@Nullable Route route, Answer answer, long begun) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        String method = route == null ? RequestObserver.OTHER : route.method().name();
        String path = route == null ? RequestObserver.OTHER : route.path();
        try {
            settings.observer().answered(method, path, answer.status(), took);
        } catch (RuntimeException e) {
            // A failing observer must not prevent the response.
            LOG.warn("the request observer failed", e);
        }
    }

    private void head(Exchange exchange, String requestId) {
        exchange.setHeader(RequestId.HEADER, requestId);
        exchange.setHeader("X-Content-Type-Options", "nosniff");
        exchange.setHeader("Cache-Control", "no-store");
        origins.expose(exchange);
    }

    /** Makes the client open its next connection elsewhere, instead of using this one while the server closes it. */
    private void closeIfDraining(Exchange exchange) {
        if (draining.hasBegun()) {
            exchange.setHeader("Connection", "close");
        }
    }

    /** A request that has arrived as a whole. */
    private static final class Received {
        private final byte[] body;

        /** Null on open routes. */
        private final @Nullable Supplier<Caller> caller;

        Received(byte[] body, @Nullable Supplier<Caller> caller) {
            this.body = body;
            this.caller = caller;
        }
    }

    private CompletableFuture<Received> receive(Exchange exchange, Route route, RequestHead head) {
        // Not on the executor: an invalid token is refused even while all workers wait for the store.
        Supplier<Caller> caller = null;
        if (!route.open()) {
            try {
                caller = verified(route, head, exchange.headers());
            } catch (RuntimeException refused) {
                exchange.countAsAnonymous(anonymous.begin(head.address()));
                return body(exchange, route, 0).handle((body, thrown) -> {
                    throw refused;
                });
            }
            if (caller instanceof VerifiedToken token) {
                exchange.countFor(token.accountId());
            } else {
                exchange.countAsAnonymous(anonymous.begin(head.address()));
            }
        }
        Supplier<Caller> verified = caller;
        int limit = route.maxBodyBytes() == 0 ? settings.maxBodyBytes() : route.maxBodyBytes();
        return body(exchange, route, limit).thenApply(body -> new Received(body, verified));
    }

    /** Discards the body if the endpoint has not read it, so that a client that still sends receives the response. */
    @SuppressWarnings("FutureReturnValueIgnored") // Both are composed.
    private static CompletableFuture<Answer> discardUnread(Exchange exchange, CompletableFuture<Answer> answered) {
        return answered.handle((answer, thrown) -> exchange.isReading())
                .thenCompose(isRead -> isRead
                        ? answered
                        : exchange.readBody(0).handle((body, tooLarge) -> true).thenCompose(discarded -> answered));
    }

    private static CompletableFuture<byte[]> body(Exchange exchange, Route route, int limit) {
        return Origins.isSafe(route.method()) || (route.streamsBody() && limit > 0)
                ? CompletableFuture.completedFuture(new byte[0])
                : exchange.readBody(limit);
    }

    /**
     * A call on its way.
     *
     * @param result the response
     * @param begun completes when the endpoint has started
     */
    private record Pending(
            String requestId, Exchange exchange, CompletableFuture<Answer> result, CompletableFuture<Void> begun) {
        Pending(String requestId, Exchange exchange) {
            this(requestId, exchange, new CompletableFuture<>(), new CompletableFuture<>());
        }

        /** Returns a stage that completes when the response is written, or the client is gone. */
        CompletionStage<Void> finished() {
            return exchange.finished();
        }

        /** Returns whether the call was answered because it takes too long. */
        boolean isLate() {
            return result.isDone() && !result.isCompletedExceptionally() && result.join() == LATE;
        }
    }

    private CompletableFuture<Answer> work(
            Route route, Call call, @Nullable Supplier<Caller> caller, String requestId, Exchange exchange) {
        Pending pending = new Pending(requestId, exchange);
        CompletableFuture<Answer> result = pending.result();
        settings.executor().execute(() -> {
            // Skipped if the response has timed out while the task was queued.
            if (!result.isDone()) {
                try {
                    tagged(requestId, () -> admit(route, admitted(route, call, caller), pending));
                } catch (Throwable t) {
                    FatalErrors.report(t);
                    result.completeExceptionally(t);
                }
            }
        });
        // A long-running endpoint limits its own time once it has started.
        timers.run(call.timeLeft(), route.longRunning() ? pending.begun() : result, () -> result.complete(LATE));
        return result;
    }

    /** Processes the call when the number and the size of its account's calls permit it. */
    private void admit(Route route, Call call, Pending pending) {
        if (route.open()) {
            process(route, call, pending, Permit.NONE);
        } else if (route.readsPages()) {
            admitPage(route, call, pending);
        } else {
            CompletableFuture<Permit> permit = inFlight.acquire(call.caller().accountId(), route.expensive());
            if (permit.isDone()) {
                process(route, call, pending, permit.join());
            } else {
                // Elsewhere, since this will be the thread that has finished another call, which may not block.
                processOn(settings.executor(), route, call, pending, permit);
            }
        }
    }

    private void admitPage(Route route, Call call, Pending pending) {
        Caller caller = call.caller();
        if (settings.requestsInFlight() == 0 || caller.unlimited()) {
            processOn(pageReaders, route, call, pending, inFlight.acquire(caller.accountId(), route.expensive()));
            return;
        }
        Turn turn = pace.turn(caller.accountId());
        Executor readers = turn.isLarge() ? largePageReaders : pageReaders;
        Runnable read =
                () -> processOn(readers, route, call, pending, inFlight.acquire(caller.accountId(), route.expensive()));
        pending.finished().whenComplete((done, thrown) -> {
            if (pending.isLate()) {
                turn.endAsAssumed();
            } else {
                turn.end(pending.exchange().contentBytes());
            }
        });
        if (turn.delay().isZero()) {
            read.run();
            return;
        }
        timers.run(turn.delay(), pending.result(), () -> {
            try {
                turn.requireAdmitted();
                read.run();
            } catch (RuntimeException refusal) {
                pending.result().completeExceptionally(refusal);
            }
        });
    }

    /** Processes the call on an executor when its permit is granted. */
    @SuppressWarnings("FutureReturnValueIgnored") // Failures complete the result.
    private void processOn(
            Executor executor, Route route, Call call, Pending pending, CompletableFuture<Permit> permit) {
        // A call that has been answered as late no longer needs a permit.
        pending.result().whenComplete((answer, thrown) -> permit.cancel(false));
        permit.thenAccept(granted -> processOn(executor, route, call, pending, granted));
    }

    private void processOn(Executor executor, Route route, Call call, Pending pending, Permit permit) {
        try {
            executor.execute(() -> tagged(pending.requestId(), () -> process(route, call, pending, permit)));
        } catch (RuntimeException e) {
            permit.release();
            pending.result().completeExceptionally(e);
        }
    }

    private void process(Route route, Call call, Pending pending, Permit permit) {
        if (pending.result().isDone()) {
            permit.release();
            return;
        }
        long begun = timers.nanoTime();
        CompletionStage<Answer> answer = attempt(() -> route.endpoint().answer(call));
        pending.begun().complete(null);
        if (route.longRunning()) {
            // Streams and polls have their own limit.
            permit.release();
        }
        answer.whenComplete((given, thrown) -> {
            settle(pending.result(), given, thrown);
            // Not before the response is written: responses that the client does not read fill the memory.
            Duration pause =
                    route.expensive() ? pauseAfter(Duration.ofNanos(timers.nanoTime() - begun)) : Duration.ZERO;
            pending.finished().whenComplete((done, failure) -> release(permit, pause));
        });
    }

    /** Returns how long the place of an expensive call stays taken after it. Short ones free it at once. */
    private static Duration pauseAfter(Duration call) {
        if (call.compareTo(EXPENSIVE_IF_LONGER) <= 0) {
            return Duration.ZERO;
        }
        Duration pause = call.multipliedBy(PAUSE_FACTOR);
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    private void release(Permit permit, Duration pause) {
        if (pause.isZero()) {
            permit.release();
        } else {
            timers.run(pause, new CompletableFuture<>(), permit::release);
        }
    }

    private static void settle(CompletableFuture<Answer> result, Answer answer, @Nullable Throwable thrown) {
        if (thrown != null) {
            result.completeExceptionally(thrown);
        } else if (!result.complete(answer)) {
            answer.discard();
        }
    }

    /** Authenticates the caller, which blocks, and checks that there is no body where none belongs. */
    private static Call admitted(Route route, Call call, @Nullable Supplier<Caller> caller) {
        Call admitted = caller == null ? call : call.by(caller.get());
        if (!route.takesBody()) {
            admitted.refuseBody();
        }
        return admitted;
    }

    /** Checks the token without blocking. */
    private Supplier<Caller> verified(Route route, RequestHead head, HttpFields headers) {
        Credential credential = authenticators.require(head);
        if (credential.isAmbient() && !Origins.isSafe(route.method())) {
            origins.requireAllowed(headers);
        }
        return credential.verification().get();
    }

    /**
     * Answers a wrong password on an authenticated request with 403. Status 401 would make clients discard their
     * session.
     */
    private static Answer forbidIfWrongPassword(Throwable thrown) {
        return Failure.of(thrown)
                .filter(failure -> failure.code() == ErrorCode.BAD_CREDENTIALS)
                .map(failure -> Problems.answer(failure, 403))
                .orElseThrow(() -> new CompletionException(thrown));
    }

    private Answer problem(Throwable thrown, String requestId) {
        Throwable cause = Failure.unwrapped(thrown);
        if (cause instanceof BodyReceiver.TooLarge tooLarge) {
            return Problems.answer(Failure.of(
                    ErrorCode.PAYLOAD_TOO_LARGE, "the body may have at most " + tooLarge.limit() + " bytes"));
        }
        if (cause instanceof BodyReceiver.TooSlow) {
            return BodyReceiver.TooSlow.answer();
        }
        if (cause instanceof BodyReceiver.BrokenBody || cause instanceof EofException) {
            return Problems.answer(Failure.of(ErrorCode.BAD_REQUEST, "the body did not arrive whole"));
        }
        return tagged(requestId, () -> Problems.answer(cause));
    }

    /** Runs a task whose log lines carry the request id. */
    private static <T> T tagged(String requestId, Supplier<T> work) {
        MDC.put("requestId", requestId);
        try {
            return work.get();
        } finally {
            MDC.remove("requestId");
        }
    }

    private static void tagged(String requestId, Runnable work) {
        tagged(requestId, () -> {
            work.run();
            return true;
        });
    }

    /** Turns an exception of the supplier into a failed stage. */
    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (Throwable t) {
            FatalErrors.report(t);
            // Also errors: a stack overflow is an incident of one request.
            return CompletableFuture.failedFuture(t);
        }
    }
}
