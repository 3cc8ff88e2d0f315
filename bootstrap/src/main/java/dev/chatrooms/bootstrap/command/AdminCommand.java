package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.server.configuration.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that manage administrators and accounts. */
@Command(name = "admin", description = "Manage administrators and accounts.")
final class AdminCommand {
    private final Invocation invocation;

    AdminCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "create", description = "Create an account with the administrator role.")
    int create(
            @Parameters(paramLabel = "USERNAME", description = "username of the administrator") String username,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "e-mail address of the administrator")
                    @Nullable
                    String email,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description =
                                    "File whose first line is the password. Without it, the command prompts for the"
                                            + " password or reads it from standard input.")
                    @Nullable
                    Path passwordFile) {
        Secret password = password(passwordFile);
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .createAdmin(new Registration(username, password.reveal(), email, null, null, null, null))
                        .join());
        return report(account, "is an administrator.");
    }

    private Secret password(@Nullable Path file) {
        PasswordSource source = file == null ? PasswordSource.of(invocation.terminal()) : PasswordSource.file(file);
        return source.read();
    }

    private int report(Account account, String outcome) {
        invocation.terminal().out().println(account.username() + " " + outcome);
        return 0;
    }

    @Command(name = "promote", description = "Give an account the administrator role.")
    int promote(@Parameters(paramLabel = "USERNAME", description = "username of the account") String username) {
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat().administration().promote(username).join());
        return report(account, "is an administrator.");
    }

    @Command(name = "demote", description = "Take the administrator role from an account.")
    int demote(@Parameters(paramLabel = "USERNAME", description = "username of the account") String username) {
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat().administration().demote(username).join());
        return report(account, "is no administrator.");
    }

    @Command(name = "disable", description = "Disable an account and end all its sessions.")
    int disable(@Parameters(paramLabel = "USERNAME", description = "username of the account") String username) {
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat().administration().disable(username).join());
        return report(account, "is disabled.");
    }

    @Command(name = "enable", description = "Enable a disabled account, so that it can log in again.")
    int enable(@Parameters(paramLabel = "USERNAME", description = "username of the account") String username) {
        Account account = Commands.onBackend(
                invocation, backend -> backend.chat().administration().enable(username));
        return report(account, "is enabled.");
    }

    @Command(name = "reset-password", description = "Set a new password for an account and end all its sessions.")
    int resetPassword(
            @Parameters(paramLabel = "USERNAME", description = "username of the account") String username,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description =
                                    "File whose first line is the password. Without it, the command prompts for the"
                                            + " password or reads it from standard input.")
                    @Nullable
                    Path passwordFile) {
        Secret password = password(passwordFile);
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .resetPassword(username, password.reveal())
                        .join());
        return report(account, "has a new password.");
    }
}
