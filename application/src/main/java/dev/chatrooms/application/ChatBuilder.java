package dev.chatrooms.application;

import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.memory.SignatureMediaInspector;
import dev.chatrooms.application.message.MessagePolicy;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.application.transfer.TransferMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a chat. Every part has a default. Parts that are passed in remain the caller's: the chat never
 * closes them.
 */
public final class ChatBuilder {
    private static final int WORKER_THREADS = 16;
    /** The threads besides the workers that use the store all the time: the committer and the search index. */
    private static final int OTHER_THREADS = 2;

    private static final int LOGINS_AT_ONCE = 64;
    private static final Duration POLICY_LIMIT = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofSeconds(1);

    final Storage storage;
    ChatSettings settings = ChatSettings.DEFAULTS;
    InstantSource clock = InstantSource.system();
    LongSupplier nanoTime = System::nanoTime;
    Duration tick = TICK;
    /** The number of workers; 0 for as many as the store can serve. */
    int workerThreads;

    int loginsAtOnce = LOGINS_AT_ONCE;
    boolean upkeep = true;
    TransferMemory transferMemory = TransferMemory.ofHeap();

    @Nullable
    Executor workers;

    @Nullable
    PasswordHasher hasher;

    @Nullable
    TokenIssuer tokens;

    @Nullable
    RateLimiter limiter;

    @Nullable
    IdGenerator ids;

    @Nullable
    Mailer mailer;

    @Nullable
    FileStore fileStore;

    MediaInspector mediaInspector = new SignatureMediaInspector();

    @Nullable
    MessagePolicy messagePolicy;

    Duration policyLimit = POLICY_LIMIT;

    ChatBuilder(Storage storage) {
        this.storage = storage;
    }

    /** Sets the limits and the policies of the chat. The default is {@link ChatSettings#DEFAULTS}. */
    public ChatBuilder settings(ChatSettings value) {
        this.settings = value;
        return this;
    }

    /** Sets the clock of everything that the chat records. The default is that of the system. */
    public ChatBuilder clock(InstantSource value) {
        this.clock = value;
        return this;
    }

    /**
     * Sets what measures the time that the node runs, {@link System#nanoTime} by default. Old messages are deleted only
     * as fast as that time passes, so a test that moves the clock by hand moves both.
     */
    public ChatBuilder nanoTime(LongSupplier value) {
        this.nanoTime = value;
        return this;
    }

    /**
     * Sets how often the node looks at the clock, the log and its tasks, a second by default. For tests that move the
     * clock by hand and would wait for the node to notice.
     */
    ChatBuilder tick(Duration value) {
        this.tick = value;
        return this;
    }

    /**
     * Sets the executor for work that blocks on the store. It may reject tasks
     * ({@link java.util.concurrent.RejectedExecutionException}) but must not run them in the caller.
     */
    public ChatBuilder workers(Executor value) {
        this.workers = value;
        return this;
    }

    /**
     * Sets the number of the chat's own worker threads, if no executor is set. By default there are sixteen, or fewer
     * if the store has fewer connections. With an explicit number the store must have as many, and two more for the
     * committer and the search index.
     */
    public ChatBuilder workerThreads(int value) {
        this.workerThreads = value;
        return this;
    }

    /**
     * Sets the number of logins and registrations in progress, 64 by default. More fail as {@code unavailable} after a
     * second and without a query. Best set to the hasher's capacity, so that no query is wasted on a login that the
     * hasher refuses.
     */
    public ChatBuilder loginsAtOnce(int value) {
        this.loginsAtOnce = value;
        return this;
    }

    /** Sets the memory for what clients send and receive, which is a share of the heap by default. */
    public ChatBuilder transferMemory(TransferMemory value) {
        this.transferMemory = value;
        return this;
    }

    /**
     * Sets what hashes passwords. Without one, accounts have no passwords: registrations are refused as
     * {@code registration_closed}, and logins as {@code bad_credentials}. It needs a {@link #tokenIssuer}.
     */
    public ChatBuilder passwordHasher(PasswordHasher value) {
        this.hasher = value;
        return this;
    }

    /**
     * Sets what signs and checks access tokens. Without one, the chat has no tokens: the host vouches for all callers,
     * and opening a session fails with an {@code IllegalStateException}.
     */
    public ChatBuilder tokenIssuer(TokenIssuer value) {
        this.tokens = value;
        return this;
    }

    /** Sets what counts calls towards the rate limits. By default each node counts in memory. */
    public ChatBuilder rateLimiter(RateLimiter value) {
        this.limiter = value;
        return this;
    }

    /** Sets what makes ids. The default makes UUIDs of version 7, which are ordered by time. */
    public ChatBuilder ids(IdGenerator value) {
        this.ids = value;
        return this;
    }

    /** Sets the mailer. The default, {@link MemoryMailer}, keeps the mails in memory and delivers none. */
    public ChatBuilder mailer(Mailer value) {
        this.mailer = value;
        return this;
    }

    /** Sets the store of uploaded files. The default, {@link MemoryFileStore}, keeps them in memory. */
    public ChatBuilder fileStore(FileStore value) {
        this.fileStore = value;
        return this;
    }

    /**
     * Sets what finds the types of files and makes thumbnails and avatars. The default,
     * {@link SignatureMediaInspector}, makes no thumbnails and leaves avatars as they are.
     */
    public ChatBuilder mediaInspector(MediaInspector value) {
        this.mediaInspector = value;
        return this;
    }

    /** Sets the policy that decides on each text before it is posted, with a time limit of two seconds. */
    public ChatBuilder messagePolicy(MessagePolicy value) {
        return messagePolicy(value, POLICY_LIMIT);
    }

    /**
     * Sets the policy that decides on each text before it is posted.
     *
     * @param limit the time that a decision may take, including the wait for a thread
     */
    public ChatBuilder messagePolicy(MessagePolicy value, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the time limit of the message policy must be positive");
        }
        this.messagePolicy = value;
        this.policyLimit = limit;
        return this;
    }

    /**
     * Sets whether the node does its share of the upkeep of the chat, which is the default: it sends the mails of the
     * outbox, deletes messages after {@code retention.days}, and deletes files that are no longer needed. Processes
     * that do one task beside the nodes of a chat leave that to those. They may have another mailer and file store.
     */
    public ChatBuilder upkeep(boolean value) {
        this.upkeep = value;
        return this;
    }

    /**
     * Starts the node.
     *
     * @throws IllegalStateException if there is a password hasher and no token issuer, or if the store has too few
     *     connections
     * @throws dev.chatrooms.application.spi.StoreUnavailable if the store cannot be reached
     */
    public Chat build() {
        if (hasher != null && tokens == null) {
            throw new IllegalStateException("a chat with a passwordHasher needs a tokenIssuer for its logins");
        }
        int least = workers == null ? Math.max(1, workerThreads) : 1;
        int wanted = workers == null && workerThreads == 0 ? WORKER_THREADS : least;
        int served = storage.capacity().reserve(least + OTHER_THREADS, wanted + OTHER_THREADS);
        if (workerThreads == 0) {
            workerThreads = workers == null ? served - OTHER_THREADS : WORKER_THREADS;
        }
        return new Chat(this);
    }
}
