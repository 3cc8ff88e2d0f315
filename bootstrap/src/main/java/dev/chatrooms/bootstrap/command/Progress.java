package dev.chatrooms.bootstrap.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a command is and the time left, on standard error, if it takes longer than a second: a bar on a
 * terminal, otherwise a line every few seconds.
 */
final class Progress implements AutoCloseable {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int BAR_MILLIS = 200;
    private static final int LINE_MILLIS = 5000;

    private final Terminal terminal;
    private final String task;
    private final long total;
    private final LongSupplier nanoTime;
    private final long start;
    private long done;
    private @Nullable ProgressBar bar;

    /**
     * Starts a task.
     *
     * @param task what the command does, such as "Exporting messages"
     * @param total the number of steps
     */
    Progress(Terminal terminal, String task, long total) {
        this(terminal, task, total, System::nanoTime);
    }

    Progress(Terminal terminal, String task, long total, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.terminal = terminal;
        this.task = task;
        this.total = total;
    }

    /** Records that further steps are done. */
    void advance(long steps) {
        done += steps;
        if (bar == null && nanoTime.getAsLong() - start > DELAY.toNanos()) {
            bar = show();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    private ProgressBar show() {
        OptionalInt width = terminal.width().get();
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(0, Duration.ofNanos(nanoTime.getAsLong() - start))
                .setUpdateIntervalMillis(width.isPresent() ? BAR_MILLIS : LINE_MILLIS)
                .setStyle(width.isPresent() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(width.isPresent() ? bar(terminal.err(), width.getAsInt()) : lines(terminal.err()))
                .build();
    }

    /** Overwrites the line each time, and ends it when the bar is closed. */
    private static ProgressBarConsumer bar(PrintWriter err, int width) {
        return new DelegatingProgressBarConsumer(
                text -> {
                    err.print("\r" + text);
                    err.flush();
                },
                width - 1) {
            @Override
            public void close() {
                err.println();
            }
        };
    }

    private static ProgressBarConsumer lines(PrintWriter err) {
        AtomicReference<String> last = new AtomicReference<>();
        return new DelegatingProgressBarConsumer(
                text -> {
                    // The bar repeats its last state when it is closed.
                    if (!text.equals(last.getAndSet(text))) {
                        err.println(text.strip());
                    }
                },
                Terminal.DEFAULT_WIDTH);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
