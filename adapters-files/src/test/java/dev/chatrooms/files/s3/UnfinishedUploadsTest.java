package dev.chatrooms.files.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of unfinished uploads has pages of a thousand. The S3 server of the other tests returns a single page. */
class UnfinishedUploadsTest {
    private final List<String> aborted = new CopyOnWriteArrayList<>();
    private HttpServer bucket;

    @BeforeEach
    void start() throws IOException {
        bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bucket.createContext("/", this::answer);
        bucket.start();
    }

    @AfterEach
    void stop() {
        bucket.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        byte[] body = new byte[0];
        if (exchange.getRequestMethod().equals("DELETE")) {
            aborted.add(exchange.getRequestURI().getPath());
        } else {
            boolean first = !query.contains("key-marker=b");
            body = (first ? page("<IsTruncated>true</IsTruncated>", "a", "b") : page("", "c", "d"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(body.length == 0 ? 204 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String page(String truncated, String old, String recent) {
        return "<ListMultipartUploadsResult><Bucket>files</Bucket>" + truncated
                + "<NextKeyMarker>b</NextKeyMarker><NextUploadIdMarker>2</NextUploadIdMarker>"
                + upload(old, "2026-01-01T00:00:00.000Z") + upload(recent, "2026-03-01T00:00:00.000Z")
                + "</ListMultipartUploadsResult>";
    }

    private static String upload(String key, String initiated) {
        return "<Upload><Key>" + key + "</Key><UploadId>1</UploadId><Initiated>" + initiated + "</Initiated></Upload>";
    }

    @Test
    void oldUploadsOfEveryPageShouldBeAborted(@TempDir Path folder) {
        URI url = URI.create("http://127.0.0.1:" + bucket.getAddress().getPort() + "/files");

        try (S3FileStore store = S3FileStore.open(url, new S3FileStore.Keys("key", "secret"), folder)) {
            assertThat(store.removeAbandoned(Instant.parse("2026-02-01T00:00:00Z")))
                    .isEqualTo(2);
        }

        assertThat(aborted).containsExactly("/files/a", "/files/c");
    }
}
