package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * People in rooms of ten. Every few seconds each of them sends a message and reads the latest page and the list of
 * rooms. A message that is not acknowledged is sent again with the same {@code clientId}.
 */
final class SoakPeople implements AutoCloseable {
    private static final int PEOPLE_PER_ROOM = 10;
    private static final int THREADS = 32;
    private static final int INTERVAL_MILLIS = 5000;
    private static final Pattern TEXT = Pattern.compile("\"text\":\"(person\\d+)-(\\d+)\"");
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final SoakServer server;
    private final List<Person> people = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

    // Guarded by this.
    private Times times = new Times();

    /** Durations and failures of the calls of one part of a run. */
    static final class Times {
        private final Samples sends = new Samples();
        private final Samples pages = new Samples();
        private final Map<String, Integer> failures = new TreeMap<>();

        String ratioTo(Times usual) {
            return String.format(
                    Locale.ROOT,
                    "sends p50 times %.2f, p99 times %.2f; pages p50 times %.2f, p99 times %.2f",
                    sends.medianMillis() / usual.sends.medianMillis(),
                    sends.percentileMillis(99) / usual.sends.percentileMillis(99),
                    pages.medianMillis() / usual.pages.medianMillis(),
                    pages.percentileMillis(99) / usual.pages.percentileMillis(99));
        }

        @Override
        public String toString() {
            return "sends " + sends + ", pages " + pages + ", failed calls " + failures;
        }
    }

    private static final class Person {
        private final String name;
        private final String token;
        private final String room;
        private final Set<Integer> acknowledged = new HashSet<>();
        private int next;

        private Person(String name, String token, String room) {
            this.name = name;
            this.token = token;
            this.room = room;
        }
    }

    private SoakPeople(SoakServer server) {
        this.server = server;
    }

    static SoakPeople start(SoakServer server, int count) {
        SoakPeople all = new SoakPeople(server);
        String room = "";
        for (int i = 0; i < count; i++) {
            String token = server.account("person" + i);
            if (i % PEOPLE_PER_ROOM == 0) {
                room = server.room(token, "Room " + i);
            } else {
                server.join(token, room);
            }
            all.people.add(new Person("person" + i, token, room));
        }
        for (Person person : all.people) {
            ScheduledFuture<?> unused = all.threads.scheduleWithFixedDelay(
                    () -> all.chat(person),
                    ThreadLocalRandom.current().nextInt(INTERVAL_MILLIS),
                    INTERVAL_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        return all;
    }

    /** Begins another part of the run and returns the times of the one that ends. */
    synchronized Times begin() {
        Times ended = times;
        times = new Times();
        return ended;
    }

    private void chat(Person person) {
        String text = person.name + "-" + person.next;
        String body = "{\"text\":\"" + text + "\",\"clientId\":\"" + text + "\"}";
        if (measured("POST", "/rooms/" + person.room + "/messages", person.token, body)) {
            person.acknowledged.add(person.next);
            person.next++;
        }
        measured("GET", "/rooms/" + person.room + "/messages?limit=50", person.token, null);
        measured("GET", "/rooms", person.token, null);
    }

    private boolean measured(String method, String path, String token, @Nullable String body) {
        long begin = System.nanoTime();
        String failure;
        try {
            int status = server.tryCall(method, path, token, body).statusCode();
            failure = status / 100 == 2 ? null : Integer.toString(status);
        } catch (IOException e) {
            failure = e.getClass().getSimpleName();
        }
        long nanos = System.nanoTime() - begin;
        synchronized (this) {
            (body == null ? times.pages : times.sends).add(nanos);
            if (failure != null) {
                times.failures.merge(failure, 1, Integer::sum);
            }
        }
        return failure == null;
    }

    /** Ends the chat and compares the rooms with what was acknowledged. */
    String verify() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(INTERVAL_MILLIS * 10L, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("calls do not end");
        }
        int acknowledged = 0;
        int lost = 0;
        int doubled = 0;
        int outOfOrder = 0;
        for (int first = 0; first < people.size(); first += PEOPLE_PER_ROOM) {
            Map<String, List<Integer>> stored = history(people.get(first));
            for (Person person : people.subList(first, Math.min(people.size(), first + PEOPLE_PER_ROOM))) {
                List<Integer> numbers = stored.getOrDefault(person.name, List.of());
                acknowledged += person.acknowledged.size();
                lost += (int) person.acknowledged.stream()
                        .filter(number -> !numbers.contains(number))
                        .count();
                doubled += numbers.size() - Set.copyOf(numbers).size();
                for (int i = 1; i < numbers.size(); i++) {
                    outOfOrder += numbers.get(i) < numbers.get(i - 1) ? 1 : 0;
                }
            }
        }
        return "messages: " + acknowledged + " acknowledged, " + lost + " lost, " + doubled + " doubled, " + outOfOrder
                + " out of order";
    }

    /** Returns the numbers of the stored messages of each person in the order of the room. */
    private Map<String, List<Integer>> history(Person member) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        long after = 0;
        while (true) {
            String path = "/rooms/" + member.room + "/messages?limit=200&after=" + after;
            HttpResponse<String> page = server.call("GET", path, member.token, null);
            Matcher text = TEXT.matcher(SoakServer.expect(200, page));
            while (text.find()) {
                numbers.computeIfAbsent(text.group(1), name -> new ArrayList<>())
                        .add(Integer.parseInt(text.group(2)));
            }
            long last = SEQ.matcher(page.body())
                    .results()
                    .mapToLong(result -> Long.parseLong(result.group(1)))
                    .max()
                    .orElse(after);
            if (last == after) {
                return numbers;
            }
            after = last;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
