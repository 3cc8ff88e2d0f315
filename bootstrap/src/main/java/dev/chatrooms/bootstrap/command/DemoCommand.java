package dev.chatrooms.bootstrap.command;

import dev.chatrooms.bootstrap.demo.Demo;
import dev.chatrooms.bootstrap.demo.DemoClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that fills an empty database with example content. */
@Command(
        name = "demo",
        description = "Create people, rooms, files and a few hundred messages to look at, in an empty database.")
final class DemoCommand implements Callable<Integer> {
    private static final int PASSWORD_BYTES = 8;

    private final Invocation invocation;

    @Mixin
    private FormatOption output = new FormatOption();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "file whose first line is the password of all people; without it, the command makes one and"
                    + " prints it")
    private @Nullable Path passwordFile;

    DemoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** What is printed as JSON. The password is null if it was given. */
    private record Created(
            int accounts,
            int rooms,
            int messages,
            int files,
            String administrator,
            @Nullable String password) {}

    @Override
    public Integer call() {
        @Nullable Path file = passwordFile;
        String password =
                file == null ? newPassword() : PasswordSource.file(file).read().reveal();
        @Nullable String made = file == null ? password : null;
        DemoClock clock = new DemoClock(InstantSource.system());
        Demo.Result result = Commands.onBackend(invocation, clock, backend -> {
            if (!Demo.isPossible(backend.chat())) {
                throw new CommandFailedException("The database has people in it; the demo needs an empty one.");
            }
            Demo demo = new Demo(backend.chat(), clock, password);
            try (Progress progress = new Progress(invocation.terminal(), "Posting messages", demo.messages())) {
                return demo.run(() -> progress.advance(1));
            }
        });
        invocation.print(
                output.format(),
                new Created(result.accounts(), result.rooms(), result.messages(), result.files(), "ada", made),
                result.accounts() + " people, " + result.rooms() + " rooms, " + result.messages() + " messages and "
                        + result.files() + " files. Log in as ada, the administrator, or as ben, with the password "
                        + (made == null ? "of the file." : made));
        return 0;
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
