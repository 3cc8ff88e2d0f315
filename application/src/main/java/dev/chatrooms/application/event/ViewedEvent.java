package dev.chatrooms.application.event;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.EventKind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as one audience sees it. All streams with that audience, on every transport, share one instance and its
 * cached rendering.
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

    public EventKind kind() {
        return event.kind();
    }

    public EventContent content() {
        return event.content();
    }

    /** Returns the message that was posted, edited or deleted; null in events of other kinds. */
    public @Nullable MessageView message() {
        return event.message();
    }

    public Audience audience() {
        return audience;
    }

    /** Returns the cursor to resume from after this event. */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * Returns the event in the transports' form, rendered once and cached. All transports of a process use the same
     * renderer. Two concurrent first calls may both render, with equal results.
     */
    public <R> R rendered(Class<R> form, Function<ViewedEvent, R> renderer) {
        Object known = rendered;
        if (known == null) {
            known = renderer.apply(this);
            rendered = known;
        }
        return form.cast(known);
    }

    @Override
    public String toString() {
        return "ViewedEvent[" + event.kind() + " at " + event.position().value() + "]";
    }
}
