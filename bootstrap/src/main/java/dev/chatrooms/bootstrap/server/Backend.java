package dev.chatrooms.bootstrap.server;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.bootstrap.configuration.Configuration;
import dev.chatrooms.bootstrap.configuration.Secret;
import dev.chatrooms.bootstrap.metrics.ChatMeters;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.security.TokenBucketRateLimiter;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chat on its database, without anything on a network: what the server and the commands have in common. */
public final class Backend implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final int RING_EVENTS = 16_384;
    /** Half of the processors: the other half goes on chatting while everybody logs in. */
    private static final int HASHING_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /**
     * For each thread, as many as are done within the few seconds that a client waits: a hash of cost 12 takes about a
     * quarter of one.
     */
    private static final int WAITING_AT_COST_12 = 14;

    private static final int FEWEST_WAITING = 2;

    private final Closing closing;
    private final Chat chat;
    private final PostgresPool database;
    private final BcryptPasswordHasher passwords;

    private Backend(Closing closing, Chat chat, PostgresPool database, BcryptPasswordHasher passwords) {
        this.closing = closing;
        this.chat = chat;
        this.database = database;
        this.passwords = passwords;
    }

    /**
     * Opens the database, brings its schema up to date and starts the chat.
     *
     * @throws RuntimeException if any of it fails; everything opened so far is closed then, and the message is one
     *     sentence
     */
    public static Backend open(Configuration configuration) {
        Closing closing = new Closing();
        Path keyFile = configuration.tokens().keyFile();
        // While the database is made, which is mostly waiting for others: that saves most of a second on an empty
        // folder.
        Supplier<KeyPair> newKey = SigningKeys.generateInBackground(keyFile);
        try {
            PostgresPool database = Databases.open(configuration, closing);
            Databases.reached(configuration, () -> Schema.migrate(database.unpooled()));
            PostgresPorts ports = closing.add(PostgresPorts.of(database));
            SigningKeys keys = SigningKeys.open(
                    keyFile,
                    configuration.tokens().keyPassword().map(Secret::reveal).orElse(null),
                    newKey);
            keys.warnings().forEach(LOG::warn);
            InstantSource clock = InstantSource.system();
            int cost = configuration.accounts().bcryptCost();
            int waiting = hashesWaiting(cost);
            BcryptPasswordHasher passwords = closing.add(new BcryptPasswordHasher(cost, HASHING_THREADS, waiting));
            Chat chat = closing.add(Chat.builder(ports.storage())
                    .settings(settings(configuration))
                    .clock(clock)
                    .workerThreads(workers(configuration))
                    .loginsAtOnce(HASHING_THREADS + waiting)
                    .passwordHasher(passwords)
                    .tokenIssuer(new RsaTokenIssuer(keys))
                    .rateLimiter(new TokenBucketRateLimiter(clock))
                    .mailer(Mailers.of(configuration))
                    .build());
            return new Backend(closing, chat, database, passwords);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Each step of the cost doubles the time of a hash. */
    static int hashesWaiting(int cost) {
        int each = cost <= 12 ? WAITING_AT_COST_12 << (12 - cost) : WAITING_AT_COST_12 >> (cost - 12);
        return HASHING_THREADS * Math.max(FEWEST_WAITING, each);
    }

    /** All connections but the committer's own are for the workers. */
    private static int workers(Configuration configuration) {
        return Math.max(1, configuration.database().poolSize() - 1);
    }

    private static ChatSettings settings(Configuration configuration) {
        Configuration.Limits limits = configuration.limits();
        ChatSettings settings = new ChatSettings(
                configuration.tokens().accessLifetime(),
                configuration.tokens().refreshLifetime(),
                configuration.accounts().openRegistration(),
                limits.sendsPerSecond(),
                limits.loginsPerMinute(),
                limits.registrationsPerHour(),
                limits.replayLimit(),
                RING_EVENTS);
        return settings.withPublicUrl(configuration.web().publicUrl().toString())
                .withRequireVerifiedEmail(configuration.accounts().requireVerifiedEmail());
    }

    public Chat chat() {
        return chat;
    }

    /** Adds what there is to measure of it. */
    void bindTo(ChatMeters meters) {
        meters.bind(chat);
        meters.bind(database);
        meters.bind(passwords);
    }

    /** Finishes what is in flight and closes everything, in order; bounded in time. May be called again. */
    @Override
    public void close() {
        closing.close();
    }
}
