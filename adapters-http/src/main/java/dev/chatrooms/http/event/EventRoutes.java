package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Endpoint;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.http.internal.TransferLimit;
import dev.chatrooms.http.settings.HttpSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The route for events: a stream for clients that accept one, a long poll for all others. */
public final class EventRoutes {
    private static final int MAX_EVENTS = 200;
    private static final Pattern EVENT_STREAM = Pattern.compile("(?i)\\s*text/event-stream\\s*(;.*)?");
    private static final Pattern NOT_ACCEPTED = Pattern.compile("(?i);\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)");

    private final LiveEvents events;
    private final StreamPlaces places;
    private final RoomManagement rooms;
    private final HttpSettings settings;
    private final Timers timers;
    private final Endpoint withoutPlace;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    public EventRoutes(
            LiveEvents events, StreamPlaces places, RoomManagement rooms, HttpSettings settings, Timers timers) {
        this.events = events;
        this.places = places;
        this.rooms = rooms;
        this.settings = settings;
        this.timers = timers;
        this.withoutPlace =
                new TransferLimit(settings.requestsInFlight(), settings.executor(), timers).limiting(this::answer);
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/events", this::events).asLongRunning());
    }

    /**
     * Ends all streams and polls with their current cursor. Those that start later end after their first item. Clients
     * reconnect by themselves, unlike after an error, which makes a browser's EventSource give up.
     */
    public void endStreams() {
        ending = true;
        open.forEach(Runnable::run);
    }

    public int openStreams() {
        return open.size();
    }

    private CompletionStage<Answer> events(Call call) {
        return needsPlace(call) ? answer(call) : withoutPlace.answer(call);
    }

    /** Returns whether the response takes long, so that it needs a place among the streams of the account. */
    private static boolean needsPlace(Call call) {
        Query query = call.query();
        return acceptsStream(call.header("Accept"))
                ? !call.isHead()
                : query.text("after") != null && query.number("wait", 0, 60, 0) > 0;
    }

    private CompletionStage<Answer> answer(Call call) {
        return acceptsStream(call.header("Accept")) ? stream(call) : poll(call);
    }

    private CompletionStage<Answer> stream(Call call) {
        Query query = call.query();
        String lastId = call.header("Last-Event-ID");
        RoomId room = room(call, query);
        // A reconnecting browser repeats the first URL; Last-Event-ID is newer.
        StreamRequest request = new StreamRequest(lastId != null ? lastId : query.text("after"), room, true);
        ServerSentEvents stream =
                new ServerSentEvents(timers, settings.heartbeat(), settings.stall(), call.isHead(), call.basePath());
        endWithServer(stream::end, stream.ended());
        if (needsPlace(call)) {
            call.onDisconnect(stream::disconnected);
            subscribeWithPlace(call, request, stream, stream::makeRoom, stream.ended());
        } else {
            subscribe(call, request, stream);
        }
        return started(stream, call);
    }

    private CompletionStage<Answer> poll(Call call) {
        Query query = call.query();
        String after = query.text("after");
        Duration wait = Duration.ofSeconds(query.number("wait", 0, 60, 0));
        int limit = query.number("limit", 1, MAX_EVENTS, 50);
        StreamRequest request = new StreamRequest(after, room(call, query));
        LongPoll poll = new LongPoll(timers, after != null, wait, limit, call.basePath());
        endWithServer(poll::end, poll.answer());
        poll.giveUpAfter(call.timeLeft());
        if (needsPlace(call)) {
            call.onDisconnect(poll::disconnected);
            subscribeWithPlace(call, request, poll, poll::end, poll.answer());
        } else {
            subscribe(call, request, poll);
        }
        return poll.answer();
    }

    /** Subscribes when the account has a place for the stream, which the stream then holds until it has ended. */
    private void subscribeWithPlace(
            Call call,
            StreamRequest request,
            Flow.Subscriber<FeedItem> subscriber,
            ClientStream.Replaceable stream,
            CompletionStage<?> ended) {
        StreamPlaces.Place place = places.request(call.caller().accountId(), stream);
        ended.whenComplete((done, thrown) -> place.release());
        place.granted().whenComplete((granted, refused) -> {
            if (refused == null) {
                subscribe(call, request, subscriber);
            } else {
                subscriber.onError(refused);
            }
        });
    }

    private void subscribe(Call call, StreamRequest request, Flow.Subscriber<FeedItem> subscriber) {
        try {
            events.events(call.caller(), request).subscribe(subscriber);
        } catch (RuntimeException e) {
            subscriber.onError(e);
        }
    }

    /** Returns the response of the stream, which fails if the stream does not start in time. */
    private CompletionStage<Answer> started(ServerSentEvents stream, Call call) {
        timers.run(
                call.timeLeft(),
                stream.answer(),
                () -> stream.onError(ChatException.unavailable("the events cannot be read at the moment", null)));
        return stream.answer();
    }

    private void endWithServer(Runnable end, CompletionStage<?> ended) {
        open.add(end);
        ended.whenComplete((done, thrown) -> open.remove(end));
        if (ending) {
            end.run();
        }
    }

    /**
     * Returns the room that the events are limited to; null if there is no limit. A room that the caller cannot see is
     * not found.
     */
    private @Nullable RoomId room(Call call, Query query) {
        UUID id = query.id("room");
        return id == null
                ? null
                : rooms.room(call.caller(), new RoomId(id)).room().id();
    }

    private static boolean acceptsStream(@Nullable String accept) {
        return accept != null
                && Arrays.stream(accept.split(",", -1))
                        .anyMatch(range -> EVENT_STREAM.matcher(range).matches()
                                && !NOT_ACCEPTED.matcher(range).find());
    }
}
