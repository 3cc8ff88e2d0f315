package dev.chatrooms.benchmarks;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.DisplayName;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.server.ChatServer;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares joining, leaving, listing, sending, adding and removing in a room with ten thousand members with the same in
 * a room with ten members. The medians should at most double.
 */
public final class BigRoomBenchmark implements AutoCloseable {
    private static final int SMALL = 10;
    private static final int BIG = 10_000;
    private static final int REPETITIONS = 300;
    private static final int WARM_UP = 100;
    private static final int BATCH = 50;
    /** Small enough for two pages in the small room. */
    private static final int PAGE = 5;

    private static final double TOLERATED = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final EmbeddedDatabase database;
    private final ChatServer server;

    private BigRoomBenchmark(Path folder, EmbeddedDatabase database, ChatServer server) {
        this.folder = folder;
        this.database = database;
        this.server = server;
    }

    /** Runs the benchmark. The optional argument is the number of repetitions, {@value #REPETITIONS} by default. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int repetitions = args.length == 0 ? REPETITIONS : Integer.parseInt(args[0]);
        try (BigRoomBenchmark benchmark = start()) {
            benchmark.run(repetitions);
        }
    }

    private static BigRoomBenchmark start() throws IOException {
        Path folder = Files.createTempDirectory("chatrooms-bench");
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"));
        try {
            ChatServer server = ChatServer.builder()
                    .set("CHATROOMS_PORT", "0")
                    .set("CHATROOMS_DATA_DIR", folder.resolve("server").toString())
                    .set("CHATROOMS_DATABASE_URL", database.jdbcUrl())
                    .set("CHATROOMS_DATABASE_USER", database.user())
                    .set("CHATROOMS_DATABASE_PASSWORD", database.password().reveal())
                    .set("CHATROOMS_SENDS_PER_SECOND", "0")
                    .set("CHATROOMS_CHANGES_PER_MINUTE", "0")
                    .set("CHATROOMS_NEW_PEOPLE_PER_DAY", "0")
                    .set("CHATROOMS_REQUESTS_IN_FLIGHT", "0")
                    .set("CHATROOMS_LOGINS_PER_MINUTE", "0")
                    .set("CHATROOMS_REGISTRATIONS_PER_HOUR", "0")
                    .start();
            return new BigRoomBenchmark(folder, database, server);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Creates accounts that never log in, which avoids computing ten thousand password hashes. */
    private List<AccountId> guests() {
        PostgresPool.Settings settings = new PostgresPool.Settings(
                database.jdbcUrl(), database.user(), database.password().reveal(), 2);
        List<AccountId> accounts = new ArrayList<>();
        try (PostgresPool pool = PostgresPool.open(settings);
                PostgresPorts ports = PostgresPorts.of(pool)) {
            for (int from = 0; from < BIG; from += BATCH) {
                accounts.addAll(accounts(ports.storage(), from, from + BATCH));
            }
        }
        return accounts;
    }

    private static List<AccountId> accounts(Storage storage, int from, int to) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<AccountId> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(new AccountId(UUID.randomUUID()));
        }
        storage.transactions().<Integer>write(uow -> {
            for (int i = from; i < to; i++) {
                uow.accounts().add(account(ids.get(i - from), "guest" + i, now), new PasswordHash("none"));
            }
            return to;
        });
        return ids;
    }

    private static Account account(AccountId id, String name, Instant now) {
        return Account.registered(
                id, new Username(name), new DisplayName(name), null, null, AccountRole.USER, null, now);
    }

    private void run(int repetitions) throws IOException, InterruptedException {
        String owner = register("owner");
        String visitor = register("visitor");
        List<AccountId> guests = guests();
        Map<String, String> rooms = new TreeMap<>();
        rooms.put("small", room(owner, "Small", guests.subList(1, SMALL)));
        rooms.put("big", room(owner, "Big", guests.subList(1, BIG)));
        System.out.printf("%d members against %d, %d repetitions each%n", BIG, SMALL, repetitions);
        Map<String, Map<String, Samples>> all = new TreeMap<>();
        // Alternates between the rooms, so that other influences affect both equally.
        for (int i = -WARM_UP; i < repetitions; i++) {
            for (Map.Entry<String, String> room : rooms.entrySet()) {
                Map<String, Samples> into =
                        i < 0 ? new TreeMap<>() : all.computeIfAbsent(room.getKey(), name -> new TreeMap<>());
                once(room.getValue(), owner, visitor, i, into);
            }
        }
        Map<String, Samples> small = all.getOrDefault("small", Map.of());
        all.getOrDefault("big", Map.of()).forEach((what, samples) -> report(what, small.get(what), samples));
    }

    private static void report(String what, @Nullable Samples small, Samples big) {
        if (small == null) {
            throw new IllegalStateException("nothing to compare " + what + " with");
        }
        double ratio = big.medianMillis() / small.medianMillis();
        System.out.printf(
                Locale.ROOT,
                "%-16s small %s, big %s, ratio %.2f: %s%n",
                what,
                small,
                big,
                ratio,
                ratio <= TOLERATED ? "within twice" : "MORE THAN TWICE");
    }

    private void once(String room, String owner, String visitor, int n, Map<String, Samples> into)
            throws IOException, InterruptedException {
        time(into, "join", 200, call("POST", room + "/join", visitor, ""));
        time(into, "send", 201, call("POST", room + "/messages", visitor, "{\"text\":\"message " + n + "\"}"));
        time(into, "history", 200, call("GET", room + "/messages", visitor, ""));
        String page = time(into, "list", 200, call("GET", room + "/members?limit=" + PAGE, visitor, ""));
        String next = InProcessServer.field("next", page);
        time(into, "list, page 2", 200, call("GET", room + "/members?limit=" + PAGE + "&cursor=" + next, visitor, ""));
        time(into, "show", 200, call("GET", room, visitor, ""));
        time(into, "remove", 204, call("DELETE", room + "/members/visitor", owner, ""));
        time(into, "add", 200, call("PUT", room + "/members/visitor", owner, ""));
        time(into, "leave", 204, call("POST", room + "/leave", visitor, ""));
    }

    /** Creates a public room with these members and returns its path. */
    private String room(String owner, String name, List<AccountId> guests) throws IOException, InterruptedException {
        String json = "{\"kind\":\"public\",\"name\":\"" + name + "\"}";
        String id = InProcessServer.field("id", answer(201, call("POST", "/rooms", owner, json)));
        RoomId room = new RoomId(UUID.fromString(id));
        for (int from = 0; from < guests.size(); from += BATCH) {
            List<CompletableFuture<?>> joins = new ArrayList<>();
            for (AccountId guest : guests.subList(from, Math.min(guests.size(), from + BATCH))) {
                joins.add(server.chat().rooms().join(Caller.of(guest), room));
            }
            joins.forEach(CompletableFuture::join);
        }
        return "/rooms/" + id;
    }

    /** Registers a user, logs in and returns the access token. */
    private String register(String username) throws IOException, InterruptedException {
        String json = "{\"username\":\"" + username + "\",\"password\":\"" + InProcessServer.PASSWORD + "\"}";
        answer(201, call("POST", "/auth/register", "", json));
        return InProcessServer.field("accessToken", answer(200, call("POST", "/auth/login", "", json)));
    }

    private HttpRequest call(String method, String path, String token, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private String answer(int status, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return InProcessServer.expect(status, response);
    }

    private String time(Map<String, Samples> into, String what, int status, HttpRequest request)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String answer = answer(status, request);
        into.computeIfAbsent(what, name -> new Samples()).add(System.nanoTime() - begin);
        return answer;
    }

    @Override
    public void close() throws IOException {
        server.close();
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
