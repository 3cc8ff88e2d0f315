package dev.chatrooms.springboot;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the chat.
 *
 * @param schema the database schema of the chat's tables
 * @param migrate whether the schema is created and migrated on start
 * @param workerThreads the threads for work that blocks on the database. The pool needs four connections more
 * @param path the path of the API and the socket, below the context path; empty for the root
 * @param allowedOrigins the origins of the pages that use the chat
 * @param publicUrl the address of the page that shows the chat, for links
 * @param openRegistration whether everyone may register. Needs a {@code PasswordHasher} and a {@code TokenIssuer}
 * @param filesFolder the folder of uploaded files, which all nodes share; needs {@code chatrooms-adapters-files}.
 *     Without it and a {@code FileStore}, files are kept in memory
 */
@ConfigurationProperties("chatrooms")
public record ChatroomsProperties(
        @DefaultValue("chatrooms") String schema,
        @DefaultValue("true") boolean migrate,
        @DefaultValue("4") int workerThreads,
        @DefaultValue("/chat") String path,
        @DefaultValue Set<String> allowedOrigins,
        @Nullable String publicUrl,
        @DefaultValue("false") boolean openRegistration,
        @Nullable String filesFolder) {}
