package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.ContentDigest;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of files in memory, up to a capacity that contents and uploads in progress share; the default of an
 * in-memory chat. Thread-safe.
 */
public final class MemoryFileStore implements FileStore {
    private static final int HEAP_SHARE = 8;
    private static final int FIRST_BYTES = 8 * 1024;

    private final InstantSource clock;
    private final long capacity;
    private final AtomicLong used = new AtomicLong();
    private final NavigableMap<ContentKey, Stored> contents = new ConcurrentSkipListMap<>();

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Stored(byte[] bytes, Instant at) {}

    /** Creates a store with an eighth of the heap. */
    public MemoryFileStore(InstantSource clock) {
        this(clock, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    /** Creates a store with the given capacity in bytes. */
    public MemoryFileStore(InstantSource clock, long capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public Upload begin() {
        return new MemoryUpload();
    }

    @Override
    public Optional<InputStream> open(ContentKey content, long offset, long length) {
        Stored stored = contents.get(content);
        if (stored == null) {
            return Optional.empty();
        }
        int from = (int) Math.min(offset, stored.bytes().length);
        int count = (int) Math.min(length, stored.bytes().length - from);
        return Optional.of(new ByteArrayInputStream(stored.bytes(), from, count));
    }

    @Override
    public Optional<StoredContent> find(ContentKey content) {
        return Optional.ofNullable(contents.get(content)).map(stored -> described(content, stored));
    }

    private static StoredContent described(ContentKey key, Stored stored) {
        return new StoredContent(key, stored.bytes().length, stored.at());
    }

    @Override
    public boolean delete(ContentKey content) {
        Stored removed = contents.remove(content);
        if (removed == null) {
            return false;
        }
        used.addAndGet(-removed.bytes().length);
        return true;
    }

    @Override
    public List<StoredContent> list(@Nullable ContentKey after, int limit) {
        NavigableMap<ContentKey, Stored> rest = after == null ? contents : contents.tailMap(after, false);
        return rest.entrySet().stream()
                .limit(limit)
                .map(entry -> described(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Does nothing: the bytes of an upload that was never closed are garbage. */
    @Override
    public int removeAbandoned(Instant idleSince) {
        return 0;
    }

    private void reserve(long bytes) {
        if (used.addAndGet(bytes) > capacity) {
            used.addAndGet(-bytes);
            throw new StoreFull(null);
        }
    }

    private final class MemoryUpload implements Upload {
        private final ContentDigest digest = new ContentDigest();
        private byte[] bytes = new byte[FIRST_BYTES];
        private int size;
        private boolean closed;
        private @Nullable ContentHash hash;

        @Override
        public void write(ByteBuffer more) {
            int count = more.remaining();
            if ((long) size + count > Integer.MAX_VALUE - FIRST_BYTES) {
                throw new StoreFull(null);
            }
            reserve(count);
            digest.update(more);
            if (size + count > bytes.length) {
                long doubled = Math.min(Integer.MAX_VALUE - FIRST_BYTES, 2L * bytes.length);
                bytes = Arrays.copyOf(bytes, (int) Math.max(size + count, doubled));
            }
            more.get(bytes, size, count);
            size += count;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public StagedContent finish() {
            bytes = Arrays.copyOf(bytes, size);
            ContentHash finished = digest.hash();
            hash = finished;
            return new StagedContent(finished, SeekableContent.of(bytes));
        }

        @Override
        public void store(ContentKey key) {
            if (hash == null || closed) {
                throw new IllegalStateException("an upload is stored after it is finished and before it is closed");
            }
            if (!key.hash().equals(hash)) {
                throw new IllegalArgumentException("the key of another content");
            }
            closed = true;
            Stored replaced = contents.put(key, new Stored(bytes, clock.instant()));
            if (replaced != null) {
                used.addAndGet(-replaced.bytes().length);
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                used.addAndGet(-size);
            }
        }
    }
}
