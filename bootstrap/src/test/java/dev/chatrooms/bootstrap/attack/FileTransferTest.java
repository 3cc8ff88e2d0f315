package dev.chatrooms.bootstrap.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.bootstrap.crash.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large files beside each other, in a server with a heap of 256 MB. Its memory does not grow with what is sent. */
@Tag("thorough")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FileTransferTest {
    private static final int CLIENTS = 16;
    private static final int MIB = 1024 * 1024;
    private static final int SIZE = 25 * MIB;
    /** The memory that a busy JVM may need for code, threads and buffers beside its heap. */
    private static final long MAX_GROWTH = 160L * MIB;

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);

    /** The whole heap is there from the beginning, so that what is added is not heap. */
    private ServerUnderAttack start() {
        return ServerUnderAttack.start(
                folder, List.of("-Xms256m", "-XX:+AlwaysPreTouch"), Map.of("CHATROOMS_CHANGES_PER_MINUTE", "0"));
    }

    /** The bytes of a file, which are made as they are read. */
    private static final class Content extends InputStream {
        private final SplittableRandom random;
        private int left = SIZE;

        Content(int seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = Math.min(length, left);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) random.nextInt();
            }
            left -= count;
            return count;
        }
    }

    /** Returns the hash of what is left of a stream, and closes it. */
    private static String hash(InputStream stream) {
        try (InputStream bytes = stream) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private <T> List<CompletableFuture<T>> together(IntFunction<T> call) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), threads))
                .toList();
    }

    private static <T> List<T> all(List<CompletableFuture<T>> calls) {
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static String upload(ApiClient api, String token, int seed) {
        return ApiClient.body(api.upload(token, "file", BodyPublishers.ofInputStream(() -> new Content(seed))), 201)
                .get("id")
                .asText();
    }

    private static String download(ApiClient api, String token, String file) {
        return hash(api.download(token, file, BodyHandlers.ofInputStream()));
    }

    @Test
    void memoryShouldNotGrowWithUploadsAndDownloads() throws Exception {
        try (ServerUnderAttack server = start();
                Bystander bystander = server.bystander()) {
            ApiClient api = server.api();
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                tokens.add(api.register("client" + i));
            }
            bystander.chatOn();
            long before = peak(server);

            List<String> files = all(together(i -> upload(api, tokens.get(i), i)));
            List<CompletableFuture<String>> downloads = together(i -> download(api, tokens.get(i), files.get(i)));
            List<CompletableFuture<String>> uploads = together(i -> upload(api, tokens.get(i), CLIENTS + i));

            List<String> hashes = all(downloads);
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(hashes.get(i)).isEqualTo(hash(new Content(i)));
            }
            assertThat(all(uploads)).doesNotContainNull();
            assertThat(peak(server) - before).isLessThan(MAX_GROWTH);
            bystander.assertAllStored();
            server.assertUnharmed();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hugeUploadShouldEndEarlyAndLeaveNothing() throws Exception {
        try (ServerUnderAttack server = start()) {
            String token = server.api().register("huge");
            long before = peak(server);

            for (int round = 0; round < 3; round++) {
                try (Socket socket = server.connect()) {
                    assertThat(sendUntilAnswered(socket, token, 2048L * MIB)).isLessThan(128L * MIB);
                    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                            .isEqualTo("HTTP/1.1 413");
                }
            }

            Eventually.await("the end of the uploads", () -> stored(server) == 0);
            assertThat(peak(server) - before).isLessThan(MAX_GROWTH);
            server.assertUnharmed();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends a form without an announced length and returns how many bytes were sent. */
    private static long sendUntilAnswered(Socket socket, String token, long size) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        out.write(("POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: multipart/form-data; boundary=" + ApiClient.BOUNDARY
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        chunk(out, ApiClient.formHead("huge").getBytes(StandardCharsets.US_ASCII));
        byte[] block = new byte[64 * 1024];
        long sent = 0;
        try {
            while (sent < size && in.available() == 0) {
                chunk(out, block);
                sent += block.length;
            }
        } catch (IOException e) {
            // The server has closed the connection after its answer, which waits to be read.
        }
        return sent;
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the number of files in the store, finished or not. */
    private static long stored(ServerUnderAttack server) {
        Path store = server.process().dataFolder().resolve("files");
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the most memory that the server has had resident. */
    private static long peak(ServerUnderAttack server) throws IOException {
        Matcher peak = PEAK.matcher(
                Files.readString(Path.of("/proc", Long.toString(server.process().pid()), "status")));
        assertThat(peak.find()).isTrue();
        return Long.parseLong(peak.group(1)) * 1024;
    }
}
