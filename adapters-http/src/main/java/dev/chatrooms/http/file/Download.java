package dev.chatrooms.http.file;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.http.file.DownloadAnswer.Piece;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Exchange;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes a content from the store to the client. It alternates between reading a small part from the store and writing
 * it when the client has taken the one before, so a download holds one part, however slow its client is.
 */
final class Download implements Answer.Stream {
    /** Small enough to count as a small response, which is never refused for lack of memory. */
    private static final int PART = 16 * 1024;

    /** Writes nothing. */
    static final Answer.Stream EMPTY = new Answer.Stream() {
        @Override
        public CompletionStage<Void> writeTo(Exchange exchange) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void discard() {
            // Holds nothing.
        }
    };

    private final FileDownload file;
    private final Queue<Piece> pieces;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    // Used by one stage after the other.
    private FileDownload.@Nullable Content content;
    private long left;
    private @Nullable ByteBuffer part;

    private Download(FileDownload file, List<Piece> pieces) {
        this.file = file;
        this.pieces = new ArrayDeque<>(pieces);
    }

    /** Opens the first part of the content. */
    static CompletableFuture<Download> open(FileDownload file, List<Piece> pieces) {
        Download download = new Download(file, pieces);
        Piece first =
                pieces.stream().filter(piece -> !piece.isText()).findFirst().orElseThrow();
        return file.open(first.offset(), first.length()).thenApply(opened -> {
            download.content = opened;
            return download;
        });
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The returned one has the same outcome.
    public CompletionStage<Void> writeTo(Exchange exchange) {
        done.whenComplete((written, thrown) -> {
            discard();
            if (thrown != null) {
                // The client must not take a part for the whole.
                exchange.closeConnection();
            }
        });
        next(exchange);
        return done;
    }

    @Override
    public void discard() {
        FileDownload.Content open = content;
        if (open != null) {
            open.close();
        }
    }

    /** Begins the next piece. */
    private void next(Exchange exchange) {
        Piece piece = pieces.poll();
        if (piece == null) {
            done.complete(null);
        } else if (piece.isText()) {
            then(exchange.write(StandardCharsets.US_ASCII.encode(piece.text())), written -> next(exchange));
        } else if (piece.length() == 0) {
            next(exchange);
        } else {
            left = piece.length();
            FileDownload.Content opened = content;
            if (opened != null) {
                copy(exchange, opened);
            } else {
                then(file.open(piece.offset(), piece.length()), more -> {
                    content = more;
                    copy(exchange, more);
                });
            }
        }
    }

    private void copy(Exchange exchange, FileDownload.Content from) {
        if (left == 0) {
            from.close();
            content = null;
            next(exchange);
            return;
        }
        ByteBuffer buffer = part == null ? ByteBuffer.allocate(PART) : part;
        part = buffer;
        buffer.clear().limit((int) Math.min(PART, left));
        then(from.read(buffer), read -> {
            if (read < 0) {
                done.completeExceptionally(new EOFException("the stored content is shorter than its file"));
                return;
            }
            left -= read;
            then(exchange.write(buffer.flip()), written -> copy(exchange, from));
        });
    }

    private interface Step<T> {
        void run(T value);
    }

    /** Continues after a stage; a chain of stages would grow with the size of the content. */
    private <T> void then(CompletionStage<T> stage, Step<T> step) {
        stage.whenComplete((value, thrown) -> {
            if (thrown != null) {
                done.completeExceptionally(thrown);
                return;
            }
            try {
                step.run(value);
            } catch (RuntimeException | Error e) {
                FatalErrors.report(e);
                done.completeExceptionally(e);
            }
        });
    }
}
