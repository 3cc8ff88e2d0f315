package dev.chatrooms.bootstrap.command;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.server.Backend;
import dev.chatrooms.server.archive.ArchiveException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands next to {@code serve}. Each opens the backend for its own use and closes it when it is done. */
public final class Commands {
    private Commands() {}

    /** Adds all commands to the program. */
    public static CommandLineInterface addTo(CommandLineInterface program) {
        return program.with(MigrateCommand::new)
                .with(AdminCommand::new)
                .with(UsersCommand::new)
                .with(RoomsCommand::new)
                .with(FilesCommand::new)
                .with(ExportCommand::new)
                .with(ImportCommand::new)
                .with(ConfigCommand::new)
                .with(DemoCommand::new)
                .with(SchemaCommand::new);
    }

    /**
     * Runs a task on the backend of the invocation's configuration. A refusal becomes the one-line message of a failed
     * command.
     */
    static <T> T onBackend(Invocation invocation, Function<Backend, T> task) {
        return onBackend(invocation, InstantSource.system(), task);
    }

    /** Runs a task as {@link #onBackend(Invocation, Function)} does, with a clock of the task's own. */
    static <T> T onBackend(Invocation invocation, InstantSource clock, Function<Backend, T> task) {
        LogOutput.toStandardError(invocation.configuration().log());
        try (Backend backend = Backend.openForCommand(invocation.configuration(), clock)) {
            return task.apply(backend);
        } catch (ChatException e) {
            throw new CommandFailedException(message(e), e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ChatException refused) {
                throw new CommandFailedException(message(refused), e);
            }
            throw e;
        }
    }

    static CommandFailedException failed(ArchiveException failure) {
        String message = String.valueOf(failure.getMessage());
        return new CommandFailedException(
                message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".", failure);
    }

    static String message(ChatException refused) {
        if (refused.refusal().errors().isEmpty()) {
            String detail = refused.refusal().detail();
            return detail.startsWith("no such ")
                    ? "There is " + detail + "."
                    : detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
        }
        return refused.refusal().errors().stream().map(Commands::message).collect(Collectors.joining(" "));
    }

    private static String message(FieldError error) {
        return error.field() + " " + error.message() + ".";
    }

    /** Applies an action to the items of all pages. */
    static <T> void forEach(Function<PageRequest, Page<T>> list, Consumer<T> action) {
        @Nullable String cursor = null;
        do {
            Page<T> page = list.apply(new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(action);
            cursor = page.next();
        } while (cursor != null);
    }
}
