package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.spi.ForwardingFileStore;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads that end early leave nothing and harm no other. */
class BrokenUploadTest {
    private final CountingStore store = new CountingStore();
    private TestServer server;
    private Person alice;

    /** A store in memory that counts its unfinished uploads and may be full. */
    private static final class CountingStore extends ForwardingFileStore {
        private final AtomicInteger open = new AtomicInteger();
        private volatile boolean full;
        private volatile boolean fullAtTheEnd;

        CountingStore() {
            super(new MemoryFileStore(InstantSource.system()));
        }

        @Override
        public Upload begin() {
            open.incrementAndGet();
            return new ForwardingUpload(super.begin()) {
                private boolean closed;

                @Override
                public void write(ByteBuffer bytes) {
                    if (full) {
                        throw new StoreFull(null);
                    }
                    super.write(bytes);
                }

                @Override
                public void store(ContentKey key) {
                    if (fullAtTheEnd) {
                        throw new StoreFull(null);
                    }
                    super.store(key);
                }

                @Override
                public void close() {
                    super.close();
                    if (!closed) {
                        closed = true;
                        open.decrementAndGet();
                    }
                }
            };
        }
    }

    @BeforeEach
    void start() {
        server = TestServer.start(Chat.inMemoryBuilder()
                .settings(TestServer.NO_LIMITS)
                .fileStore(store)
                .build());
        alice = server.person("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String head(String length) {
        return "POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + alice.token()
                + "\r\nContent-Type: multipart/form-data; boundary=" + Form.BOUNDARY + "\r\n" + length + "\r\n\r\n";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout((int) TestServer.TIMEOUT.toMillis());
        return socket;
    }

    private void assertNothingIsLeft() {
        Eventually.await(() -> store.open.get() == 0);
        assertThat(store.list(null, 10)).isEmpty();
        assertThat(alice.get("/api/v1/me/files").json().path("usedBytes").asLong())
                .isZero();
    }

    @Test
    void hugeUploadShouldEndEarlyWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        long size = 2L * 1024 * 1024 * 1024;
        for (String length : List.of("Content-Length: " + size, "Transfer-Encoding: chunked")) {
            try (Socket socket = connect()) {
                long sent = send(socket, length, size);

                String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(answer).isEqualTo("HTTP/1.1 413");
                // The limit, what is discarded, and what the sockets hold.
                assertThat(sent).isLessThan(64L * 1024 * 1024);
            }
            assertNothingIsLeft();
        }
    }

    /** Sends a form until the server closes the connection, or until it answers. Returns the bytes sent. */
    private long send(Socket socket, String length, long size) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(Form.bytes(head(length)));
        byte[] begin = Form.bytes("--" + Form.BOUNDARY + "\r\n" + Form.part("file", "huge") + "\r\n");
        byte[] block = new byte[64 * 1024];
        boolean chunked = length.startsWith("Transfer");
        write(out, begin, chunked);
        long sent = 0;
        try {
            while (sent < size && socket.getInputStream().available() == 0) {
                write(out, block, chunked);
                sent += block.length;
            }
        } catch (IOException e) {
            // The server has closed the connection after its answer, which waits to be read.
        }
        return sent;
    }

    private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
        if (chunked) {
            out.write(Form.bytes(Integer.toHexString(bytes.length) + "\r\n"));
        }
        out.write(bytes);
        if (chunked) {
            out.write(Form.bytes("\r\n"));
        }
    }

    @Test
    void uploadsThatAreCutOffShouldLeaveNothing() throws Exception {
        byte[] half = new byte[200_000];
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket = connect();
            sockets.add(socket);
            OutputStream out = socket.getOutputStream();
            out.write(Form.bytes(head("Content-Length: 400000")));
            out.write(Form.bytes("--" + Form.BOUNDARY + "\r\n" + Form.part("file", "half") + "\r\n"));
            out.write(half);
        }
        Eventually.await(() -> store.open.get() > 0);

        for (Socket socket : sockets) {
            socket.close();
        }

        assertNothingIsLeft();
        assertThat(Form.upload(alice, "whole", half).status()).isEqualTo(201);
    }

    @Test
    void uploadToAFullStoreShouldBeUnavailableAndEverythingElseWork() {
        Response before = Form.upload(alice, "before", new byte[100]);
        store.full = true;

        Response refused = Form.upload(alice, "a", new byte[200_000]);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(alice.get(before.at("/url")).status()).isEqualTo(200);
        String room = alice.publicRoom("Full");
        assertThat(alice.send(room, "still here").status()).isEqualTo(201);
        Eventually.await(() -> store.open.get() == 0);
        store.full = false;
        assertThat(Form.upload(alice, "a", new byte[200_000]).status()).isEqualTo(201);
    }

    @Test
    void uploadThatCannotBeStoredAtItsEndShouldNotCountForTheQuota() {
        store.fullAtTheEnd = true;

        Response refused = Form.upload(alice, "a", new byte[200_000]);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(alice.get("/api/v1/me/files").json().path("usedBytes").asLong(-1))
                .isZero();
    }
}
