package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Receives a form with one file, {@code multipart/form-data}, and passes its bytes on as they come. It holds at most
 * one buffer of them, and reads on when that is written. The result is the name of the file, if it has one.
 */
final class FilePartReader extends BodyReceiver<Optional<String>> {
    private static final String PART = "file";
    private static final int FIRST_CAPACITY = 8 * 1024;
    private static final int MAX_CAPACITY = 64 * 1024;
    private static final int MAX_PART_HEADERS = 8 * 1024;

    /** The bytes of a form besides those of the file. */
    private static final long OVERHEAD = 16 * 1024;

    private final Function<ByteBuffer, CompletableFuture<Void>> sink;
    private final MultiPart.Parser parser;
    /** The parser withholds what may be the start of a boundary, and passes it on with the next chunk. */
    private final int withheld;

    private final Form form = new Form();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long fileBytes;

    /** @param sink takes the bytes of the file; a failure refuses the body */
    FilePartReader(
            Transport transport,
            String boundary,
            Function<ByteBuffer, CompletableFuture<Void>> sink,
            Hold hold,
            Timers timers) {
        super(transport, hold, timers);
        this.sink = sink;
        this.parser = new MultiPart.Parser(boundary, form);
        this.withheld = "\r\n--".length() + boundary.length();
        parser.setPartHeadersMaxLength(MAX_PART_HEADERS);
        parser.setMaxParts(2);
    }

    /** What the parser has found so far. Called within {@link #take}. */
    private final class Form implements MultiPart.Parser.Listener {
        private @Nullable FormPart part;
        private boolean complete;
        private @Nullable Throwable failure;

        @Override
        public void onPartBegin() {
            if (part != null) {
                fail(MalformedInput.of("a form has one part, 'file'"));
            }
            part = new FormPart();
        }

        @Override
        public void onPartHeader(String name, String value) {
            current().header(name, value);
        }

        @Override
        public void onPartHeaders() {
            if (!PART.equals(current().name())) {
                fail(MalformedInput.of("a form has one part, 'file'"));
            }
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            ByteBuffer bytes = chunk.getByteBuffer();
            fileBytes += bytes.remaining();
            try {
                buffer.put(bytes.duplicate());
            } catch (BufferOverflowException e) {
                // The parser would swallow it, and the file would miss these bytes.
                fail(e);
            }
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable thrown) {
            fail(MalformedInput.of("the body is not a form of the announced type"));
        }

        private void fail(Throwable reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        private FormPart current() {
            FormPart begun = part;
            if (begun == null) {
                throw new IllegalStateException("a header outside of a part");
            }
            return begun;
        }
    }

    @Override
    CompletableFuture<Void> take(ByteBuffer chunk, boolean last) {
        if (!makeRoom(chunk.remaining() + withheld)) {
            refuse(ChatException.unavailable("too many requests are being received at the moment", null));
            return TAKEN;
        }
        parser.parse(Content.Chunk.from(chunk, last));
        if (seen() - fileBytes > OVERHEAD) {
            form.fail(MalformedInput.of("the form has too much besides its file"));
        }
        if (form.failure != null) {
            refuse(form.failure);
            return TAKEN;
        }
        if (last) {
            return end();
        }
        return isFull() ? flush() : TAKEN;
    }

    /** Makes room for a chunk. Only the first bytes may be refused: later ones can wait for the buffer. */
    private boolean makeRoom(int size) {
        if (buffer.capacity() == 0) {
            int capacity = Math.max(size, FIRST_CAPACITY + withheld);
            if (!hold().tryGrow(capacity)) {
                return false;
            }
            buffer = ByteBuffer.allocate(capacity);
        } else if (size > buffer.remaining()) {
            int capacity = buffer.position() + size;
            hold().grow(capacity - buffer.capacity());
            enlarge(capacity);
        }
        return true;
    }

    private void enlarge(int capacity) {
        buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }

    /** Returns whether the buffer is half full and cannot grow. */
    private boolean isFull() {
        int capacity = buffer.capacity();
        if (buffer.position() < capacity / 2) {
            return false;
        }
        if (capacity < MAX_CAPACITY && hold().tryGrow(capacity)) {
            enlarge(2 * capacity);
            return false;
        }
        return true;
    }

    /** Passes the buffer on. Completes when it is free again, or the body is refused. */
    private CompletableFuture<Void> flush() {
        ByteBuffer full = buffer.flip();
        CompletableFuture<Void> written;
        try {
            written = sink.apply(full);
        } catch (RuntimeException e) {
            written = CompletableFuture.failedFuture(e);
        }
        return written.handle((done, thrown) -> {
            if (thrown == null) {
                full.clear();
            } else {
                refuse(Failure.unwrapped(thrown));
                settle();
            }
            return null;
        });
    }

    private CompletableFuture<Void> end() {
        FormPart part = form.part;
        if (part == null || !form.complete) {
            refuse(
                    part == null && form.complete
                            ? missing()
                            : MalformedInput.of("the body is not a form of the announced type"));
            return TAKEN;
        }
        return flush().thenRun(() -> {
            complete(Optional.ofNullable(part.fileName()));
            settle();
        });
    }

    private static ChatException missing() {
        return new ChatException(new Refusal(
                RefusalCode.INVALID,
                "some fields are not acceptable",
                List.of(new FieldError(PART, "missing", "is required"))));
    }

    @Override
    void release() {
        buffer = ByteBuffer.allocate(0);
    }
}
