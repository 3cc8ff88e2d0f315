package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as one audience sees it. One instance is shared by all streams with that audience, on every transport, and
 * keeps what it was rendered to.
 */
public final class ViewedEvent {
    private final LoggedEvent event;
    private final Audience audience;
    private final Cursor cursor;
    private volatile @Nullable Object rendered;

    public ViewedEvent(LoggedEvent event, Audience audience, Cursor cursor) {
        this.event = event;
        this.audience = audience;
        this.cursor = cursor;
    }

    public LoggedEvent event() {
        return event;
    }

    public Audience audience() {
        return audience;
    }

    /** Where a stream resumes that has processed this event. */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * The event in the transports' form, made once and shared. All transports of a process must use the same renderer
     * (they do: there is one wire format); two threads that come at once may both render, with equal results.
     */
    public <R> R rendered(Class<R> form, Function<ViewedEvent, R> renderer) {
        Object known = rendered;
        if (known == null) {
            known = renderer.apply(this);
            rendered = known;
        }
        return form.cast(known);
    }
}
