package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.bootstrap.command.Invocation;
import dev.chatrooms.bootstrap.command.PasswordSource;
import dev.chatrooms.bootstrap.configuration.Secret;
import dev.chatrooms.domain.account.Account;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Administrators, and what they would do to others' accounts. */
@Command(name = "admin", description = "Make administrators, and look after accounts.")
final class AdminCommand {
    private final Invocation invocation;

    AdminCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Command(name = "create", description = "Make an account with the role of an administrator.")
    int create(
            @Parameters(paramLabel = "USERNAME", description = "What the administrator signs in with.") String username,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "Where mail reaches the administrator.")
                    @Nullable
                    String email,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description =
                                    "Holds the password; without it, it is asked for or read from standard input.")
                    @Nullable
                    Path passwordFile) {
        Secret password = password(passwordFile);
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .createAdmin(new Registration(username, password.reveal(), email, null, null, null, null))
                        .join());
        return say(account, "is an administrator.");
    }

    private Secret password(@Nullable Path file) {
        PasswordSource source = file == null ? PasswordSource.of(invocation.terminal()) : PasswordSource.file(file);
        return source.read();
    }

    private int say(Account account, String what) {
        invocation.terminal().out().println(account.username() + " " + what);
        return 0;
    }

    @Command(name = "promote", description = "Give an account the role of an administrator.")
    int promote(@Parameters(paramLabel = "USERNAME", description = "Whose account.") String username) {
        Account account = Commands.onBackend(
                invocation, backend -> backend.chat().administration().promote(username));
        return say(account, "is an administrator.");
    }

    @Command(name = "disable", description = "Let an account act no more, and end all its sessions.")
    int disable(@Parameters(paramLabel = "USERNAME", description = "Whose account.") String username) {
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat().administration().disable(username).join());
        return say(account, "is disabled.");
    }

    @Command(name = "enable", description = "Let a disabled account log in again.")
    int enable(@Parameters(paramLabel = "USERNAME", description = "Whose account.") String username) {
        Account account = Commands.onBackend(
                invocation, backend -> backend.chat().administration().enable(username));
        return say(account, "is enabled.");
    }

    @Command(name = "reset-password", description = "Give an account another password, and end all its sessions.")
    int resetPassword(
            @Parameters(paramLabel = "USERNAME", description = "Whose account.") String username,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description =
                                    "Holds the password; without it, it is asked for or read from standard input.")
                    @Nullable
                    Path passwordFile) {
        Secret password = password(passwordFile);
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .resetPassword(username, password.reveal())
                        .join());
        return say(account, "has another password.");
    }
}
