package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes pieces, each when the client has taken the one before. Closes the connection of a client that takes them too
 * slowly for the memory that they hold.
 */
final class PieceWriter {
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);

    private final Transport transport;
    private final Pieces pieces;
    private final boolean last;
    private final Hold hold;
    private final CompletableFuture<Void> written = new CompletableFuture<>();

    private final AtomicLong taken = new AtomicLong();
    private long takenAtLastCheck;

    /** @param last whether the response ends with these pieces */
    PieceWriter(Transport transport, Pieces pieces, boolean last, Hold hold) {
        this.transport = transport;
        this.pieces = pieces;
        this.last = last;
        this.hold = hold;
    }

    /** Returns a stage that completes when all pieces are taken, and fails if the client is gone. */
    CompletableFuture<Void> start(Timers timers) {
        proceed();
        if (!written.isDone()) {
            timers.repeat(CHECK_PERIOD, written, this::checkPace);
        }
        return written;
    }

    private void proceed() {
        while (!pieces.isEmpty()) {
            Pieces.Piece piece = pieces.take();
            int size = piece.bytes().remaining();
            CompletableFuture<Void> one = transport.write(last && pieces.isEmpty(), piece.bytes());
            if (!one.isDone() || one.isCompletedExceptionally()) {
                continueAfter(one, piece, size);
                return;
            }
            count(piece, size);
        }
        written.complete(null);
    }

    private void continueAfter(CompletionStage<Void> one, Pieces.Piece piece, int size) {
        one.whenComplete((done, thrown) -> {
            if (thrown != null) {
                written.completeExceptionally(thrown);
                return;
            }
            try {
                count(piece, size);
                proceed();
            } catch (RuntimeException | Error e) {
                // No one else sees it: the response would never finish.
                FatalErrors.report(e);
                written.completeExceptionally(e);
            }
        });
    }

    private void count(Pieces.Piece piece, int size) {
        hold.shrink(piece.weight());
        taken.addAndGet(size);
    }

    private void checkPace() {
        long now = taken.get();
        long moved = now - takenAtLastCheck;
        takenAtLastCheck = now;
        if (moved < hold.minimumProgress(CHECK_PERIOD)) {
            transport.close();
        }
    }
}
