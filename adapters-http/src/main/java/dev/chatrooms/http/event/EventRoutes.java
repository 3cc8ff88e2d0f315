package dev.chatrooms.http.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.internal.Timers;
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

/** One path for both ways of following what happens: whoever accepts an event stream gets one, all others poll. */
public final class EventRoutes {
    private static final int MAX_EVENTS = 200;
    private static final Pattern EVENT_STREAM = Pattern.compile("(?i)\\s*text/event-stream\\s*(;.*)?");
    private static final Pattern NOT_ACCEPTED = Pattern.compile("(?i);\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)");

    private final LiveEvents events;
    private final RoomManagement rooms;
    private final HttpSettings settings;
    private final Timers timers;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private final Followers followers = new Followers();

    public EventRoutes(LiveEvents events, RoomManagement rooms, HttpSettings settings, Timers timers) {
        this.events = events;
        this.rooms = rooms;
        this.settings = settings;
        this.timers = timers;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/events", this::events).takingTime());
    }

    /** Ends all streams; their clients come back by themselves. */
    public void endStreams() {
        open.forEach(Runnable::run);
    }

    public int openStreams() {
        return open.size();
    }

    private CompletionStage<Answer> events(Call call) {
        return acceptsStream(call.header("Accept")) ? stream(call) : poll(call);
    }

    private CompletionStage<Answer> stream(Call call) {
        Query query = call.query();
        String lastId = call.header("Last-Event-ID");
        RoomId room = room(call, query);
        // A browser that comes back repeats the address it was first given, but knows better by then.
        StreamRequest request = new StreamRequest(lastId != null ? lastId : query.text("after"), room, true);
        ServerSentEvents stream = new ServerSentEvents(timers, settings.heartbeat(), settings.stall(), call.isHead());
        followers.admit(call.caller().accountId(), stream.ended());
        endWithServer(stream::end, stream.ended());
        subscribe(call, request, stream, stream::discard);
        return begun(stream, call);
    }

    private CompletionStage<Answer> poll(Call call) {
        Query query = call.query();
        String after = query.text("after");
        Duration wait = Duration.ofSeconds(query.number("wait", 0, 60, 0));
        int limit = query.number("limit", 1, MAX_EVENTS, 50);
        RoomId room = room(call, query);
        LongPoll poll = new LongPoll(timers, after != null, wait, limit);
        followers.admit(call.caller().accountId(), poll.answer());
        endWithServer(poll::end, poll.answer());
        poll.giveUpAfter(call.timeLeft());
        subscribe(call, new StreamRequest(after, room), poll, poll::end);
        return poll.answer();
    }

    /** What cannot even begin must not stay counted. */
    private void subscribe(Call call, StreamRequest request, Flow.Subscriber<FeedItem> follower, Runnable discard) {
        try {
            events.events(call.caller(), request).subscribe(follower);
        } catch (RuntimeException e) {
            discard.run();
            throw e;
        }
    }

    /** The stream's answer, or that it takes too long to begin. */
    private CompletionStage<Answer> begun(ServerSentEvents stream, Call call) {
        timers.run(
                call.timeLeft(),
                stream.answer(),
                () -> stream.onError(ChatException.unavailable("the events cannot be read at the moment", null)));
        return stream.answer();
    }

    private void endWithServer(Runnable end, CompletionStage<?> ended) {
        open.add(end);
        ended.whenComplete((done, thrown) -> open.remove(end));
    }

    /** The room that the caller wants to hear of alone; one that he may not see is as unknown here as everywhere. */
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
