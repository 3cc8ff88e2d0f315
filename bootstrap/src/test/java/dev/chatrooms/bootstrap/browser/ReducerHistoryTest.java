package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records random histories of the server as a client receives them, and replays each in Node: with late and lost pages,
 * the web client's reducer has to end in the state of a client that starts anew.
 */
@Tag("any-jdk")
class ReducerHistoryTest {
    private static final Path FOLDER = Path.of("target/histories");
    private static final Path REPLAY = Path.of("../web/src/test/js/replay.js");
    private static final int ACTS = 800;
    private static final int LIMIT_SECONDS = 120;

    @Tag("rounds")
    @Test
    void stateAfterARandomHistoryShouldEqualAFreshOne() throws Exception {
        Path node = Browsers.node();
        int rounds = Boolean.getBoolean("chatrooms.thorough") ? 30 : 3;
        for (int round = 0; round < rounds; round++) {
            long seed = rounds > 3 ? System.nanoTime() : 1 + round;
            Path history = FOLDER.resolve("history-" + seed + ".json");
            record(seed, history);
            replay(node, history);
        }
    }

    private static void record(long seed, Path file) throws Exception {
        Random random = new Random(seed);
        try (ChatSite site = ChatSite.start()) {
            String viewer = site.register("ann", "Ann");
            List<String> others = List.of(site.register("ben", "Ben"), site.register("cyd", "Cyd"));
            HistoryRecorder recorder = new HistoryRecorder(site, viewer);
            RandomActs acts = new RandomActs(site, random, recorder, viewer, others);
            String room = acts.openRoom("always there");
            recorder.connect(null);
            for (int i = 0; i < ACTS; i++) {
                acts.act();
                if (random.nextInt(25) == 0) {
                    recorder.connect(cursor(random, recorder.cursors()));
                }
            }
            acts.say(room, "that is all");
            recorder.await("that is all");
            recorder.write(file);
        }
    }

    /** Mostly the last cursor; sometimes an older one, which repeats events, or an unknown one, which resets. */
    private static String cursor(Random random, List<String> cursors) {
        int kind = random.nextInt(10);
        int last = cursors.size() - 1;
        return kind == 0 ? "unknown" : cursors.get(kind < 4 ? Math.max(0, last - random.nextInt(20)) : last);
    }

    private static void replay(Path node, Path history) throws Exception {
        Path output = Files.createTempFile("replay", ".log");
        Process process = new ProcessBuilder(node.toString(), REPLAY.toString(), history.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!hasEnded) {
            process.destroyForcibly();
        }

        assertThat(hasEnded).as("ended within %s seconds", LIMIT_SECONDS).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", history, Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }
}
