package dev.chatrooms.bootstrap.command;

import dev.chatrooms.domain.account.Account;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command that lists accounts. */
@Command(name = "users", description = "List accounts.")
final class UsersCommand {
    private final Invocation invocation;

    UsersCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(
            name = "list",
            description = "Print one account per line, tab-separated: id, username, role, state, display name.")
    int list() {
        PrintWriter out = invocation.terminal().out();
        return Commands.onBackend(invocation, backend -> {
            Commands.forEach(backend.chat().administration()::users, account -> out.println(line(account)));
            return 0;
        });
    }

    private static String line(Account account) {
        return String.join(
                "\t",
                account.id().toString(),
                account.username().value(),
                account.role().name().toLowerCase(Locale.ROOT),
                account.disabled() ? "disabled" : "active",
                account.displayName().value());
    }
}
