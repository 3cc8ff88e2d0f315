package dev.chatrooms.application.event;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A signal as some see it. One instance is shared by all of their streams, on every transport, and keeps what it was
 * rendered to.
 */
public final class ViewedSignal {
    private final Signal signal;
    private volatile @Nullable Object rendered;

    public ViewedSignal(Signal signal) {
        this.signal = signal;
    }

    public Signal signal() {
        return signal;
    }

    /** The signal in the transports' form, made once and shared; see {@link ViewedEvent#rendered}. */
    public <R> R rendered(Class<R> form, Function<ViewedSignal, R> renderer) {
        Object known = rendered;
        if (known == null) {
            known = renderer.apply(this);
            rendered = known;
        }
        return form.cast(known);
    }

    @Override
    public String toString() {
        return signal.toString();
    }
}
