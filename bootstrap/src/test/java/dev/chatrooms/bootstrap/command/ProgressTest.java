package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private Progress progress(OptionalInt width) {
        PrintWriter out = new PrintWriter(new StringWriter());
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(), out, new PrintWriter(err, true), Optional.empty(), () -> width);
        return new Progress(terminal, "Copying", 10, nanos::get);
    }

    @Test
    void shortTaskShouldShowNothing() {
        try (Progress progress = progress(OptionalInt.of(80))) {
            progress.advance(10);
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void longTaskShouldShowBarOnTerminal() {
        try (Progress progress = progress(OptionalInt.of(80))) {
            progress.advance(4);
            nanos.set(TimeUnit.SECONDS.toNanos(2));
            progress.advance(6);
        }

        assertThat(err.toString()).startsWith("\r").contains("Copying", "100%", "10/10");
    }

    @Test
    void longTaskShouldPrintLinesElsewhere() {
        try (Progress progress = progress(OptionalInt.empty())) {
            nanos.set(TimeUnit.SECONDS.toNanos(2));
            progress.advance(10);
        }

        assertThat(err.toString()).doesNotContain("\r", "\u001b");
        assertThat(err.toString().lines())
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .contains("Copying", "10/10");
    }
}
