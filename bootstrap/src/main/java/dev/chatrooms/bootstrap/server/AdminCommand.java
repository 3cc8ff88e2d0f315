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

/** Administrators. */
@Command(name = "admin", description = "Make administrators.")
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
        PasswordSource source =
                passwordFile == null ? PasswordSource.of(invocation.terminal()) : PasswordSource.file(passwordFile);
        Secret password = source.read();
        Account account = Commands.onBackend(
                invocation,
                backend -> backend.chat()
                        .administration()
                        .createAdmin(new Registration(username, password.reveal(), email, null, null, null, null))
                        .join());
        invocation.terminal().out().println(account.username() + " is an administrator.");
        return 0;
    }

    @Command(name = "promote", description = "Give an account the role of an administrator.")
    int promote(@Parameters(paramLabel = "USERNAME", description = "Whose account.") String username) {
        Account account = Commands.onBackend(
                invocation, backend -> backend.chat().administration().promote(username));
        invocation.terminal().out().println(account.username() + " is an administrator.");
        return 0;
    }
}
