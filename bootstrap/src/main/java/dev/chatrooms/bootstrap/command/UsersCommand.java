package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.admin.AccountAdministration;
import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.wire.mapping.AdminMapping;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that lists accounts. */
@Command(name = "users", description = "List accounts.")
final class UsersCommand {
    private static final int ID_WIDTH = 36;
    private static final int USERNAME_WIDTH = 32;
    private static final int NUMBER_WIDTH = 8;

    private final Invocation invocation;

    UsersCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "list", description = "List accounts by username, with their figures.")
    int list(
            @Option(names = "--search", paramLabel = "TEXT", description = "parts of names, or an e-mail address")
                    @Nullable
                    SearchTerm search,
            @Option(names = "--role", paramLabel = "ROLE", description = "user or admin") @Nullable AccountRole role,
            @Option(names = "--disabled", description = "disabled accounts only") boolean disabled,
            @Mixin FormatOption output) {
        return Commands.onBackend(invocation, backend -> {
            AccountFilter filter = new AccountFilter(search, role, disabled ? true : null);
            AccountAdministration accounts = backend.chat().administration().accounts();
            try (ResultTable<AccountOverview> table = table(output)) {
                Commands.forEach(page -> accounts.list(filter, page), table::add);
            }
            return 0;
        });
    }

    private ResultTable<AccountOverview> table(FormatOption output) {
        return new ResultTable<AccountOverview>(
                        invocation.terminal(), output.format(), found -> AdminMapping.account(found, null))
                .column("ID", ID_WIDTH, found -> found.account().id())
                .column("USERNAME", USERNAME_WIDTH, found -> found.account().username())
                .column("ROLE", 0, UsersCommand::role)
                .column("STATE", "disabled".length(), UsersCommand::state)
                .column("ROOMS", NUMBER_WIDTH, AccountOverview::rooms)
                .column("MESSAGES", NUMBER_WIDTH, AccountOverview::messages)
                .column("NAME", 0, found -> found.account().displayName());
    }

    private static String role(AccountOverview found) {
        return found.account().role().name().toLowerCase(Locale.ROOT);
    }

    private static String state(AccountOverview found) {
        return found.account().disabled() ? "disabled" : "active";
    }
}
