package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures uploads and downloads of large files side by side in a server with a heap of 256 MB, beside copies of the
 * same files on the same disk, and beside nginx if it is installed.
 */
public final class FilesBenchmark {
    private static final int CLIENTS = 16;
    private static final int ROUNDS = 3;
    private static final int MIB = 1024 * 1024;
    private static final int SIZE = 25 * MIB;
    private static final String HEAP = "-Xmx256m";
    private static final String BOUNDARY = "chatrooms-benchmark";
    private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Random random = new Random(1);

    private FilesBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Runs the rounds. */
    public static void main(String[] args) {
        Path folder = TempFolders.create();
        try {
            new FilesBenchmark(folder).run();
        } finally {
            TempFolders.delete(folder);
        }
    }

    private void run() {
        System.out.printf("%d files of %d MiB at a time, server with %s%n", CLIENTS, SIZE / MIB, HEAP);
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), HEAP);
                TestData data = server.testData();
                JvmProbe probe = server.probe()) {
            List<String> tokens =
                    data.users(CLIENTS).stream().map(TestData.User::token).toList();
            for (int i = 0; i < ROUNDS; i++) {
                int round = i;
                List<Path> files = newFiles(round);
                print("copy, forced", seconds(() -> files.forEach(FilesBenchmark::copy)));
                List<String> urls = new ArrayList<>();
                print("upload", seconds(() -> urls.addAll(upload(server, tokens, files))));
                print("download", seconds(() -> download(server, tokens, urls)));
                print("both at once", seconds(() -> {
                    CompletableFuture<Void> downloads =
                            CompletableFuture.runAsync(() -> download(server, tokens, urls));
                    upload(server, tokens, newFiles(ROUNDS + round));
                    downloads.join();
                }));
                nginx(files);
                System.out.printf("live heap %d MB, resident %d MB%n", probe.liveHeap() / MIB, probe.resident() / MIB);
            }
        }
    }

    private interface Step {
        void run();
    }

    private static double seconds(Step step) {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String what, double seconds) {
        System.out.printf(Locale.ROOT, "%-14s %7.1f MiB/s%n", what, CLIENTS * (SIZE / MIB) / seconds);
    }

    /** Creates files that differ, since equal ones are stored once. */
    private List<Path> newFiles(int round) {
        List<Path> files = new ArrayList<>();
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < CLIENTS; i++) {
            random.nextBytes(bytes);
            try {
                files.add(Files.write(folder.resolve("file-" + round + "-" + i), bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static void copy(Path file) {
        Path copy = file.resolveSibling(file.getFileName() + ".copy");
        try {
            Files.copy(file, copy);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.delete(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> upload(ServerProcess server, List<String> tokens, List<Path> files) {
        return together(i -> {
                    HttpRequest request = request(server.port(), "/api/v1/files", tokens.get(i))
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(body(files.get(i)))
                            .build();
                    return client.sendAsync(request, BodyHandlers.ofString());
                })
                .stream()
                .map(FilesBenchmark::url)
                .toList();
    }

    private static HttpRequest.BodyPublisher body(Path file) {
        String head =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"data.bin\"\r\n\r\n";
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(HttpResponse<String> response) {
        Matcher url = URL.matcher(response.body());
        if (response.statusCode() != 201 || !url.find()) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return url.group(1);
    }

    private void download(ServerProcess server, List<String> tokens, List<String> urls) {
        together(i -> client.sendAsync(
                        request(server.port(), urls.get(i), tokens.get(i)).build(), BodyHandlers.discarding()))
                .forEach(FilesBenchmark::requireOk);
    }

    private static void requireOk(HttpResponse<?> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
    }

    private void nginx(List<Path> files) {
        Optional<StaticNginx> started = StaticNginx.startIfInstalled(folder);
        if (started.isEmpty()) {
            System.out.println("nginx is not installed");
            return;
        }
        try (StaticNginx nginx = started.get()) {
            print(
                    "nginx download",
                    seconds(() -> together(i -> client.sendAsync(
                                    request(nginx.port(), "/" + files.get(i).getFileName(), "none")
                                            .build(),
                                    BodyHandlers.discarding()))
                            .forEach(FilesBenchmark::requireOk)));
        }
    }

    private static HttpRequest.Builder request(int port, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private static <T> List<T> together(IntFunction<CompletableFuture<T>> call) {
        List<CompletableFuture<T>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(call.apply(i));
        }
        return all.stream().map(CompletableFuture::join).toList();
    }
}
