package dev.chatrooms.application.event;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A signal as a group of viewers sees it. All their streams, on every transport, share one instance and its cached
 * rendering.
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

    /** Returns the signal in the transports' form, rendered once and cached; see {@link ViewedEvent#rendered}. */
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
