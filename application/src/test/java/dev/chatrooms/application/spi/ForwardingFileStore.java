package dev.chatrooms.application.spi;

import dev.chatrooms.domain.file.ContentKey;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Forwards every call to another store. Tests override what is to be slow or to fail. */
public class ForwardingFileStore implements FileStore {
    private final FileStore store;

    public ForwardingFileStore(FileStore store) {
        this.store = store;
    }

    @Override
    public Upload begin() {
        return store.begin();
    }

    @Override
    public Optional<InputStream> open(ContentKey content, long offset, long length) {
        return store.open(content, offset, length);
    }

    @Override
    public Optional<StoredContent> find(ContentKey content) {
        return store.find(content);
    }

    @Override
    public boolean delete(ContentKey content) {
        return store.delete(content);
    }

    @Override
    public List<StoredContent> list(ContentKey after, int limit) {
        return store.list(after, limit);
    }

    @Override
    public int removeAbandoned(Instant idleSince) {
        return store.removeAbandoned(idleSince);
    }

    /** Forwards every call to another upload. */
    public static class ForwardingUpload implements Upload {
        private final Upload upload;

        public ForwardingUpload(Upload upload) {
            this.upload = upload;
        }

        @Override
        public void write(ByteBuffer bytes) {
            upload.write(bytes);
        }

        @Override
        public long size() {
            return upload.size();
        }

        @Override
        public StagedContent finish() {
            return upload.finish();
        }

        @Override
        public void store(ContentKey key) {
            upload.store(key);
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
