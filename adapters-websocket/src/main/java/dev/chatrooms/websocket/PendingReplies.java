package dev.chatrooms.websocket;

import dev.chatrooms.wire.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client will be answered, in the order in which it asked: an answer that is there before an earlier one waits
 * for it. Thread-safe.
 *
 * <p>Answers are encoded when they are taken, by the thread that writes them. Who completes one, for acks the single
 * thread that commits for everybody, has no work with it.
 */
final class PendingReplies {
    private static final Logger LOG = System.getLogger(PendingReplies.class.getName());

    /** About what an encoded answer takes. */
    private static final int BASE_WEIGHT = 256;

    private final Queue<Answer> open = new ArrayDeque<>(2);
    private int weight;

    private interface Answer {
        boolean isThere();

        /** Null where nothing is said. */
        @Nullable
        ByteBuffer encoded();

        int weight();
    }

    private record Ready(ByteBuffer encoded) implements Answer {
        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public int weight() {
            return encoded.remaining();
        }
    }

    /** The answer to something that is under way. */
    static final class Later implements Answer {
        private final String ref;
        private final int weight;
        private volatile @Nullable Ack ack;
        private volatile @Nullable Throwable failure;

        private Later(String ref, int weight) {
            this.ref = ref;
            this.weight = weight;
        }

        /** As a future tells it: either is null. */
        void set(@Nullable Ack done, @Nullable Throwable thrown) {
            ack = done;
            failure = thrown;
        }

        @Override
        public boolean isThere() {
            return ack != null || failure != null;
        }

        @Override
        public ByteBuffer encoded() {
            Ack done = ack;
            return done == null
                    ? Protocol.error(ref, problem(Objects.requireNonNull(failure)))
                    : Protocol.ack(ref, done);
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    /** The place of something under way that is answered only where it fails. */
    static final class Silence implements Answer {
        private final @Nullable String ref;
        private final int weight;
        private volatile @Nullable Throwable failure;
        private volatile boolean ended;

        private Silence(@Nullable String ref, int weight) {
            this.ref = ref;
            this.weight = weight;
        }

        /** As a future tells it: null where all is well. */
        void end(@Nullable Throwable thrown) {
            failure = thrown;
            ended = true;
        }

        @Override
        public boolean isThere() {
            return ended;
        }

        @Override
        public @Nullable ByteBuffer encoded() {
            Throwable thrown = failure;
            return thrown == null ? null : Protocol.error(ref, problem(thrown));
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    synchronized void add(ByteBuffer answer) {
        add(new Ready(answer));
    }

    /**
     * Keeps a place for an answer that is not there yet.
     *
     * @param held how many bytes of the client's are held for it meanwhile
     */
    synchronized Later later(String ref, int held) {
        Later later = new Later(ref, held + BASE_WEIGHT);
        add(later);
        return later;
    }

    /**
     * Keeps a place for the error that something may end with: so that a client that asks for much is held up like any
     * other, and what it is told comes in the order of what it asked.
     *
     * @param held how many bytes of the client's are held for it meanwhile
     */
    synchronized Silence silenceLater(@Nullable String ref, int held) {
        Silence silence = new Silence(ref, held + BASE_WEIGHT);
        add(silence);
        return silence;
    }

    private void add(Answer answer) {
        open.add(answer);
        weight += answer.weight();
    }

    /** Takes those that are there, up to the first that is not. */
    List<ByteBuffer> take() {
        List<Answer> there = takeThere();
        if (there.isEmpty()) {
            return List.of();
        }
        List<ByteBuffer> encoded = new ArrayList<>(there.size());
        for (Answer answer : there) {
            ByteBuffer said = answer.encoded();
            if (said != null) {
                encoded.add(said);
            }
        }
        return encoded;
    }

    private synchronized List<Answer> takeThere() {
        Answer next = open.peek();
        if (next == null || !next.isThere()) {
            return List.of();
        }
        List<Answer> there = new ArrayList<>();
        while (next != null && next.isThere()) {
            there.add(next);
            weight -= next.weight();
            open.remove();
            next = open.peek();
        }
        return there;
    }

    synchronized boolean isEmpty() {
        return open.isEmpty();
    }

    /** About how many bytes the system holds for answers that are not there yet. */
    synchronized int weight() {
        return weight;
    }

    /** What a client is told of something thrown; where nobody meant it to be thrown, the log has it. */
    static Problem problem(Throwable thrown) {
        return Problem.of(thrown).orElseGet(() -> {
            String incident = UUID.randomUUID().toString();
            LOG.log(Level.ERROR, "incident " + incident, Problem.unwrapped(thrown));
            return Problem.internal(incident);
        });
    }
}
