package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.file.FileIntegrity.Finding;
import dev.chatrooms.application.file.FileIntegrity.Listener;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.id.MessageId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Prints the findings of a check as they come, and how far it is. Without findings it prints no table. */
final class FindingsReport implements Listener, AutoCloseable {
    private static final int PROBLEM_WIDTH = 9;
    private static final int SIZE_WIDTH = 14;
    private static final int NAME_WIDTH = 30;
    private static final int STEPS = 10_000;

    private final Terminal terminal;
    private final Format format;
    private final Progress progress;
    private @Nullable ResultTable<Finding> table;
    private long steps;

    FindingsReport(Terminal terminal, Format format) {
        this.terminal = terminal;
        this.format = format;
        this.progress = new Progress(terminal, "Checking files", STEPS);
    }

    @Override
    public void found(Finding finding) {
        ResultTable<Finding> rows = table;
        if (rows == null) {
            rows = new ResultTable<Finding>(terminal, format, FoundContent::new)
                    .column("PROBLEM", PROBLEM_WIDTH, FindingsReport::problem)
                    .column("SIZE", SIZE_WIDTH, Finding::size)
                    .column("FILES", 0, found -> found.files().size())
                    .column("FILE", NAME_WIDTH, FindingsReport::firstName)
                    .column("CONTENT", 0, Finding::content);
            table = rows;
        }
        rows.add(finding);
    }

    private static String problem(Finding finding) {
        return finding.problem().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static @Nullable String firstName(Finding finding) {
        return finding.files().isEmpty()
                ? null
                : finding.files().get(0).file().name().value();
    }

    @Override
    public void checked(double share) {
        long reached = (long) (share * STEPS);
        if (reached > steps) {
            progress.advance(reached - steps);
            steps = reached;
        }
    }

    @Override
    public void close() {
        progress.close();
        if (table != null) {
            table.close();
        }
    }

    /** A finding as JSON. */
    private record FoundContent(String problem, String content, long size, List<NeededBy> files) {
        FoundContent(Finding found) {
            this(
                    FindingsReport.problem(found).replace(' ', '_'),
                    found.content().value(),
                    found.size(),
                    found.files().stream().map(NeededBy::new).toList());
        }
    }

    /** A file that needs a content, as JSON. */
    private record NeededBy(
            UUID id, String name, UUID ownerId, @Nullable UUID messageId) {
        NeededBy(FileUse use) {
            this(
                    use.file().id().value(),
                    use.file().name().value(),
                    use.file().ownerId().value(),
                    idOrNull(use.message()));
        }

        private static @Nullable UUID idOrNull(@Nullable MessageId message) {
            return message == null ? null : message.value();
        }
    }
}
