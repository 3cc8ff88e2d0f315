package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.file.FileIntegrity.Request;
import dev.chatrooms.application.file.FileIntegrity.Result;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that checks the file store. */
@Command(name = "files", description = "Check the file store.")
final class FilesCommand {
    private static final int FINDINGS = 1;
    private static final double KILO = 1000;

    private final Invocation invocation;

    FilesCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(
            name = "check",
            description = {
                "Compare the file store with the database.",
                "Reads every content and lists what is missing, damaged or left over. Works beside a running server."
                        + " Exits with 1 if it finds something."
            })
    int check(
            @Option(
                            names = "--repair",
                            description = "delete what is left over; what is missing or damaged needs a backup")
                    boolean repair,
            @Option(names = "--quick", description = "compare sizes instead of reading every content") boolean quick,
            @Mixin FormatOption output) {
        Result result = Commands.onBackend(invocation, backend -> {
            try (FindingsReport report = new FindingsReport(invocation.terminal(), output.format())) {
                return backend.chat().fileIntegrity().check(new Request(!quick, repair), report);
            }
        });
        if (result.findings() > 0) {
            invocation.terminal().err().println(summary(result));
            return FINDINGS;
        }
        invocation.print(output.format(), result, summary(result));
        return 0;
    }

    private static String summary(Result result) {
        return "Contents checked: " + result.contents() + " (" + size(result.bytes()) + "). Missing: "
                + result.missing() + ", damaged: " + result.damaged() + ", left over: " + result.leftOver()
                + "; repaired: " + result.repaired() + ".";
    }

    private static String size(long bytes) {
        double size = bytes;
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (size >= KILO && unit < units.length - 1) {
            size /= KILO;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
    }
}
