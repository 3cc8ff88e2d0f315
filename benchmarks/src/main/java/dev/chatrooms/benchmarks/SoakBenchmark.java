package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Attacks a server with a small heap by all means at once, beside two hundred people who go on chatting. Prints what
 * became of their messages, and how much slower their calls were than in the quiet first minute. With {@code --each},
 * the attacks run one after the other, each with its own ratio; with {@code --attack} only the one of that name runs.
 *
 * <p>The limits are the defaults, except for those of registrations and logins: all clients come from one address.
 */
public final class SoakBenchmark {
    private static final String HEAP = "-Xmx256m";
    private static final String DEFAULT_SECONDS = "600";
    private static final int QUIET_SECONDS = 60;
    private static final int PEOPLE = 200;

    private SoakBenchmark() {}

    /**
     * Runs the soak.
     *
     * @param args {@code --seconds} and the duration, 600 by default; {@code --each}; {@code --attack} and a name; all
     *     optional
     */
    public static void main(String[] args) throws InterruptedException {
        List<String> options = Arrays.asList(args);
        int seconds = Integer.parseInt(value(options, "--seconds").orElse(DEFAULT_SECONDS));
        Optional<String> only = value(options, "--attack");
        Path folder = TempFolders.create();
        try (SoakServer server = SoakServer.start(folder, HEAP)) {
            List<SoakAttack> attacks = SoakAttacks.prepare(server).stream()
                    .filter(attack -> only.isEmpty() || attack.name().equals(only.get()))
                    .toList();
            run(server, seconds, attacks, options.contains("--each"));
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static Optional<String> value(List<String> options, String name) {
        int at = options.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(options.get(at + 1));
    }

    private static void run(SoakServer server, int seconds, List<SoakAttack> attacks, boolean each)
            throws InterruptedException {
        try (SoakPeople people = SoakPeople.start(server, PEOPLE)) {
            int quiet = Math.min(QUIET_SECONDS, seconds / 4);
            people.begin();
            TimeUnit.SECONDS.sleep(quiet);
            SoakPeople.Times usual = people.begin();
            System.out.println("quiet: " + usual);
            if (each) {
                for (SoakAttack attack : attacks) {
                    attack(people, List.of(attack), (seconds - quiet) / attacks.size(), usual);
                }
            } else {
                attack(people, attacks, seconds - quiet, usual);
            }
            System.out.println(people.verify());
        }
        System.out.println("server: " + server.stop());
    }

    private static void attack(SoakPeople people, List<SoakAttack> attacks, int seconds, SoakPeople.Times usual)
            throws InterruptedException {
        attacks.forEach(SoakAttack::start);
        TimeUnit.SECONDS.sleep(seconds);
        SoakPeople.Times attacked = people.begin();
        for (SoakAttack attack : attacks) {
            attack.stop();
            System.out.println("  " + attack);
        }
        System.out.println("attacked: " + attacked + "; " + attacked.ratioTo(usual));
    }
}
