package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.bootstrap.command.CommandFailedException;
import dev.chatrooms.bootstrap.command.CommandLineInterface;
import dev.chatrooms.bootstrap.command.Invocation;
import dev.chatrooms.domain.FieldError;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands beside {@code serve}. Each opens the backend for its own work and closes it again. */
public final class Commands {
    private Commands() {}

    /** Adds them all. */
    public static CommandLineInterface addTo(CommandLineInterface program) {
        return program.with(MigrateCommand::new)
                .with(AdminCommand::new)
                .with(UsersCommand::new)
                .with(RoomsCommand::new)
                .with(SchemaCommand::new);
    }

    /**
     * Runs something on the backend of the invocation's configuration; refusals become the one line that a command
     * fails with.
     */
    static <T> T onBackend(Invocation invocation, Function<Backend, T> work) {
        LogOutput.toStandardError(invocation.configuration().log());
        try (Backend backend = Backend.open(invocation.configuration())) {
            return work.apply(backend);
        } catch (ChatException e) {
            throw new CommandFailedException(sentence(e), e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ChatException refused) {
                throw new CommandFailedException(sentence(refused), e);
            }
            throw e;
        }
    }

    static String sentence(ChatException refused) {
        if (refused.refusal().errors().isEmpty()) {
            String detail = refused.refusal().detail();
            return detail.startsWith("no such ")
                    ? "There is " + detail + "."
                    : detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
        }
        return refused.refusal().errors().stream().map(Commands::sentence).collect(Collectors.joining(" "));
    }

    private static String sentence(FieldError error) {
        return error.field() + " " + error.message() + ".";
    }

    /** Goes through all pages of a list. */
    static <T> void forEach(Function<PageRequest, Page<T>> list, Consumer<T> action) {
        @Nullable String cursor = null;
        do {
            Page<T> page = list.apply(new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(action);
            cursor = page.next();
        } while (cursor != null);
    }
}
