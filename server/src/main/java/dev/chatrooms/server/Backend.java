package dev.chatrooms.server;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.ChatBuilder;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.files.media.ContentInspector;
import dev.chatrooms.metrics.ChatMeters;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.security.TokenBucketRateLimiter;
import dev.chatrooms.security.UnusableKeyFile;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.server.configuration.Secret;
import dev.chatrooms.server.configuration.Variable;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chat with its database but without a network interface. The server and the commands share it. */
public final class Backend implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    /** Half of the processors, so that the other half keeps serving the chat during a flood of logins. */
    private static final int HASHING_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /**
     * The queued hashes for each thread: as many as complete within the few seconds that a client waits. A hash of cost
     * 12 takes about a quarter of a second.
     */
    private static final int QUEUED_PER_THREAD_AT_COST_12 = 14;

    private static final int MIN_QUEUED_PER_THREAD = 2;

    private final Closer closer;
    private final Chat chat;
    private final PostgresPool database;
    private final BcryptPasswordHasher passwords;

    private Backend(Closer closer, Chat chat, PostgresPool database, BcryptPasswordHasher passwords) {
        this.closer = closer;
        this.chat = chat;
        this.database = database;
        this.passwords = passwords;
    }

    /**
     * Opens the database, migrates its schema and starts the chat.
     *
     * @throws RuntimeException if a step fails; everything opened so far has been closed, and the message is one
     *     sentence
     */
    public static Backend open(Configuration configuration) {
        return open(configuration, InstantSource.system(), false);
    }

    /**
     * Opens a backend for a command. The database may be that of running servers, beside which this chat is a further
     * node: it does not migrate their schema, and leaves the upkeep to them.
     *
     * @throws IllegalStateException also if the schema is that of an earlier version
     */
    public static Backend openForCommand(Configuration configuration) {
        return openForCommand(configuration, InstantSource.system());
    }

    /** Opens the backend as {@link #openForCommand(Configuration)} does, with a clock of the command's own. */
    public static Backend openForCommand(Configuration configuration, InstantSource clock) {
        return open(configuration, clock, true);
    }

    private static Backend open(Configuration configuration, InstantSource clock, boolean forCommand) {
        Closer closer = new Closer();
        Path keyFile = configuration.tokens().keyFile();
        // Generates the key while the database is created, which is mostly waiting for other processes. This saves most
        // of a second on an empty folder.
        Supplier<KeyPair> newKey = SigningKeys.generateInBackground(keyFile);
        try {
            PostgresPool database = forCommand
                    ? Databases.ofCurrentVersion(configuration, closer)
                    : Databases.migrated(configuration, closer);
            PostgresPorts ports = closer.add(PostgresPorts.of(database));
            SigningKeys keys = signingKeys(configuration.tokens(), newKey);
            keys.warnings().forEach(LOG::warn);
            int cost = configuration.accounts().bcryptCost();
            int queued = maxQueuedHashes(cost);
            BcryptPasswordHasher passwords = closer.add(new BcryptPasswordHasher(cost, HASHING_THREADS, queued));
            ChatBuilder builder = Chat.builder(ports.storage())
                    .settings(settings(configuration))
                    .clock(clock)
                    .workerThreads(workers(configuration))
                    .loginsAtOnce(HASHING_THREADS + queued)
                    .passwordHasher(passwords)
                    .tokenIssuer(new RsaTokenIssuer(
                            keys, configuration.web().publicUrl().toString()))
                    .rateLimiter(new TokenBucketRateLimiter(clock))
                    .mediaInspector(closer.add(new ContentInspector()))
                    .fileStore(FileStores.open(configuration.files(), closer))
                    .upkeep(!forCommand);
            Chat chat = closer.add(
                    forCommand
                            ? builder.build()
                            : builder.mailer(Mailers.of(configuration)).build());
            return new Backend(closer, chat, database, passwords);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /**
     * Opens the key file.
     *
     * @throws IllegalStateException if it cannot be used; the message is one sentence that names the variables
     */
    static SigningKeys signingKeys(Configuration.Tokens tokens, Supplier<KeyPair> newKey) {
        try {
            return SigningKeys.open(
                    tokens.keyFile(), tokens.keyPassword().map(Secret::reveal).orElse(null), newKey);
        } catch (UnusableKeyFile e) {
            String sentence = String.valueOf(e.getMessage());
            throw new IllegalStateException(
                    sentence.substring(0, sentence.length() - 1) + "; see " + Variable.JWT_KEY_FILE.fullName() + " and "
                            + Variable.JWT_KEY_PASSWORD.fullName() + ".",
                    e);
        }
    }

    /** Returns the bound of the queue for hashes. Each step of the cost doubles the time of a hash. */
    static int maxQueuedHashes(int cost) {
        int perThread =
                cost <= 12 ? QUEUED_PER_THREAD_AT_COST_12 << (12 - cost) : QUEUED_PER_THREAD_AT_COST_12 >> (cost - 12);
        return HASHING_THREADS * Math.max(MIN_QUEUED_PER_THREAD, perThread);
    }

    /** Returns the number of workers: one for each connection except the committer's own. */
    private static int workers(Configuration configuration) {
        return Math.max(1, configuration.database().poolSize() - 1);
    }

    private static ChatSettings settings(Configuration configuration) {
        Configuration.Limits limits = configuration.limits();
        ChatSettings.Builder settings = ChatSettings.builder()
                .accessTokenLifetime(configuration.tokens().accessLifetime())
                .sessionLifetime(configuration.tokens().refreshLifetime())
                .sendsPerSecond(limits.sendsPerSecond())
                .changesPerMinute(limits.changesPerMinute())
                .newPeoplePerDay(limits.newPeoplePerDay())
                .maxOwnedRooms(limits.maxOwnedRooms())
                .loginsPerMinute(limits.loginsPerMinute())
                .registrationsPerHour(limits.registrationsPerHour())
                .replayLimit(limits.replayLimit())
                .publicUrl(configuration.web().publicUrl().toString())
                .requireVerifiedEmail(configuration.accounts().requireVerifiedEmail());
        FixedEntries.of(configuration).forEach(settings::fixed);
        return settings.build();
    }

    public Chat chat() {
        return chat;
    }

    /** Adds the meters of this backend. */
    void bindTo(ChatMeters meters) {
        meters.bind(chat);
        meters.bind(database);
        meters.bind(passwords);
    }

    /** Removes the embedded database's shutdown hook. The owner then closes this backend when the JVM exits. */
    void leaveExitToOwner() {
        closer.forEach(EmbeddedDatabase.class, EmbeddedDatabase::leaveExitToOwner);
    }

    /** Completes work in flight and closes everything in order, in bounded time. May be called again. */
    @Override
    public void close() {
        closer.close();
    }
}
