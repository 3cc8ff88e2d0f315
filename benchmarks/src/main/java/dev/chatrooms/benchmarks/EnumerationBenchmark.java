package dev.chatrooms.benchmarks;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Checks that response times do not reveal whether an account exists. Each call is made for existing and for missing
 * accounts, one after another in random order. The medians should differ by less than a tenth.
 */
public final class EnumerationBenchmark {
    private static final int REPETITIONS = 200;
    private static final int WARM_UP = 20;
    private static final int NOT_FOUND = 404;
    private static final double TOLERATED = 0.10;

    /** The number of existing and of missing accounts. It is equal for both, because caching would bias the result. */
    private static final int ACCOUNTS = 10;

    /**
     * A call in two variants that must be indistinguishable.
     *
     * @param status expected status of both
     * @param known creates the n-th request for an existing account
     * @param unknown creates the n-th request for a missing account
     */
    private record Pair(String name, int status, IntFunction<HttpRequest> known, IntFunction<HttpRequest> unknown) {}

    private EnumerationBenchmark() {}

    /** Runs the pairs. Optional arguments are the number of repetitions and a prefix of the names of pairs to run. */
    public static void main(String[] args) {
        int repetitions = args.length == 0 ? REPETITIONS : Integer.parseInt(args[0]);
        String only = args.length < 2 ? "" : args[1];
        try (InProcessServer server = InProcessServer.start()) {
            for (int i = 0; i < ACCOUNTS; i++) {
                server.register(known(i));
            }
            System.out.printf("%d repetitions each%n", repetitions);
            for (Pair pair : pairs(server)) {
                if (!pair.name().startsWith(only)) {
                    continue;
                }
                System.out.printf("%-16s %s%n", pair.name(), measure(server, pair, repetitions));
            }
        }
    }

    private static String known(int i) {
        return "alice-" + i % ACCOUNTS;
    }

    private static String unknown(int i) {
        return "bobby-" + i % ACCOUNTS;
    }

    /** Returns the pairs to compare. */
    private static List<Pair> pairs(InProcessServer server) {
        return List.of(
                new Pair(
                        "login by name",
                        401,
                        i -> server.login(known(i), "wrong horse " + i),
                        i -> server.login(unknown(i), "wrong horse " + i)),
                new Pair(
                        "login by email",
                        401,
                        i -> server.login(known(i) + "@example.org", "wrong horse " + i),
                        i -> server.login(unknown(i) + "@example.org", "wrong horse " + i)),
                new Pair(
                        "forgot",
                        202,
                        i -> server.post("/auth/password/forgot", "{\"email\":\"" + known(i) + "@example.org\"}"),
                        i -> server.post("/auth/password/forgot", "{\"email\":\"" + unknown(i) + "@example.org\"}")),
                new Pair(
                        "resend",
                        202,
                        i -> server.post("/auth/verify/resend", "{\"username\":\"" + known(i) + "\"}"),
                        i -> server.post("/auth/verify/resend", "{\"username\":\"" + unknown(i) + "\"}")),
                // Registration reveals that a username is taken, but must not reveal that an e-mail address is known.
                new Pair(
                        "register",
                        201,
                        i -> registration(server, "known-" + i, known(i)),
                        i -> registration(server, "fresh-" + i, "nobody-" + i)));
    }

    private static HttpRequest registration(InProcessServer server, String username, String mailbox) {
        return server.post(
                "/auth/register",
                "{\"username\":\"" + username + "\",\"email\":\"" + mailbox + "@example.org\",\"password\":\""
                        + InProcessServer.PASSWORD + "\"}");
    }

    private static String measure(InProcessServer server, Pair pair, int count) {
        if (server.send(pair.unknown().apply(0)).statusCode() == NOT_FOUND) {
            return "no such route";
        }
        Samples known = new Samples();
        Samples unknown = new Samples();
        int number = 1;
        for (; number <= WARM_UP; number++) {
            time(server, pair.status(), pair.known().apply(number));
            time(server, pair.status(), pair.unknown().apply(number));
        }
        for (boolean isKnown : shuffled(count)) {
            HttpRequest request = (isKnown ? pair.known() : pair.unknown()).apply(number++);
            (isKnown ? known : unknown).add(time(server, pair.status(), request));
        }
        double ratio = known.medianMillis() / unknown.medianMillis();
        return String.format(
                Locale.ROOT,
                "known %8.2f ms, unknown %8.2f ms, ratio %.3f: %s",
                known.medianMillis(),
                unknown.medianMillis(),
                ratio,
                Math.abs(ratio - 1) <= TOLERATED ? "indistinguishable" : "DISTINGUISHABLE");
    }

    private static List<Boolean> shuffled(int count) {
        List<Boolean> order = new ArrayList<>(Collections.nCopies(count, true));
        order.addAll(Collections.nCopies(count, false));
        Collections.shuffle(order);
        return order;
    }

    private static long time(InProcessServer server, int status, HttpRequest request) {
        long start = System.nanoTime();
        InProcessServer.expect(status, server.send(request));
        return System.nanoTime() - start;
    }
}
