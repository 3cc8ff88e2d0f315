package dev.chatrooms.benchmarks;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Whether the time of an answer tells if somebody exists: each call with what is known and with what is not, one after
 * another in random order. The medians should differ by less than a tenth.
 */
public final class EnumerationBenchmark {
    private static final int TRIES = 200;
    private static final int WARM_UP = 20;
    private static final int NOT_THERE = 404;
    private static final double TOLERATED = 0.10;

    /**
     * As many people are there as are asked for who are not: else what is remembered of the one would show as his being
     * there.
     */
    private static final int PEOPLE = 10;

    /**
     * A call in two versions whose answers must not be told apart.
     *
     * @param status what both are answered with
     * @param known makes the n-th request that names what there is
     * @param unknown makes the n-th that names what there is not
     */
    private record Pair(String name, int status, IntFunction<HttpRequest> known, IntFunction<HttpRequest> unknown) {}

    private EnumerationBenchmark() {}

    /** Runs all pairs; the number of tries may be given, and after it the beginning of the names of those to run. */
    public static void main(String[] args) {
        int tries = args.length == 0 ? TRIES : Integer.parseInt(args[0]);
        String only = args.length < 2 ? "" : args[1];
        try (Bench bench = Bench.start()) {
            for (int i = 0; i < PEOPLE; i++) {
                bench.person(known(i));
            }
            System.out.printf("%d tries each%n", tries);
            for (Pair pair : pairs(bench)) {
                if (!pair.name().startsWith(only)) {
                    continue;
                }
                System.out.printf("%-16s %s%n", pair.name(), measured(bench, pair, tries));
            }
        }
    }

    private static String known(int i) {
        return "alice-" + i % PEOPLE;
    }

    private static String unknown(int i) {
        return "bobby-" + i % PEOPLE;
    }

    /** What is to be compared; a call that does not exist is said to be not there. */
    private static List<Pair> pairs(Bench bench) {
        return List.of(
                new Pair(
                        "login by name",
                        401,
                        i -> bench.login(known(i), "wrong horse " + i),
                        i -> bench.login(unknown(i), "wrong horse " + i)),
                new Pair(
                        "login by email",
                        401,
                        i -> bench.login(known(i) + "@example.org", "wrong horse " + i),
                        i -> bench.login(unknown(i) + "@example.org", "wrong horse " + i)),
                new Pair(
                        "forgot",
                        202,
                        i -> bench.post("/auth/password/forgot", "{\"email\":\"" + known(i) + "@example.org\"}"),
                        i -> bench.post("/auth/password/forgot", "{\"email\":\"" + unknown(i) + "@example.org\"}")),
                new Pair(
                        "resend",
                        202,
                        i -> bench.post("/auth/verify/resend", "{\"username\":\"" + known(i) + "\"}"),
                        i -> bench.post("/auth/verify/resend", "{\"username\":\"" + unknown(i) + "\"}")),
                // That a username is taken is told anyhow; that an address is known must not be.
                new Pair(
                        "register",
                        201,
                        i -> registration(bench, "known-" + i, known(i)),
                        i -> registration(bench, "fresh-" + i, "nobody-" + i)));
    }

    private static HttpRequest registration(Bench bench, String username, String mailbox) {
        return bench.post(
                "/auth/register",
                "{\"username\":\"" + username + "\",\"email\":\"" + mailbox + "@example.org\",\"password\":\""
                        + Bench.PASSWORD + "\"}");
    }

    private static String measured(Bench bench, Pair pair, int count) {
        if (bench.send(pair.unknown().apply(0)).statusCode() == NOT_THERE) {
            return "not there";
        }
        Samples known = new Samples();
        Samples unknown = new Samples();
        int number = 1;
        for (; number <= WARM_UP; number++) {
            time(bench, pair.status(), pair.known().apply(number));
            time(bench, pair.status(), pair.unknown().apply(number));
        }
        for (boolean isKnown : shuffled(count)) {
            HttpRequest request = (isKnown ? pair.known() : pair.unknown()).apply(number++);
            (isKnown ? known : unknown).add(time(bench, pair.status(), request));
        }
        double ratio = known.medianMillis() / unknown.medianMillis();
        return String.format(
                Locale.ROOT,
                "known %8.2f ms, unknown %8.2f ms, ratio %.3f: %s",
                known.medianMillis(),
                unknown.medianMillis(),
                ratio,
                Math.abs(ratio - 1) <= TOLERATED ? "alike" : "TELLS");
    }

    private static List<Boolean> shuffled(int count) {
        List<Boolean> order = new ArrayList<>(Collections.nCopies(count, true));
        order.addAll(Collections.nCopies(count, false));
        Collections.shuffle(order);
        return order;
    }

    private static long time(Bench bench, int status, HttpRequest request) {
        long begin = System.nanoTime();
        Bench.expect(status, bench.send(request));
        return System.nanoTime() - begin;
    }
}
