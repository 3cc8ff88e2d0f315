package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.internal.AccountCreation;
import dev.chatrooms.application.account.internal.HostAccountDeletion;
import dev.chatrooms.application.admin.Resync;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.mail.internal.MailRequests;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the operations of administrators use. */
public record AdminServices(
        Transactor transactor,
        LiveConfiguration configuration,
        Figures figures,
        NodeRegistry nodes,
        Supplier<CompletableFuture<Resync>> resync,
        AccountCreation creation,
        HostAccountDeletion deletion,
        MailRequests mails,
        ActiveCallers callers,
        String publicUrl,
        Executor workers) {}
