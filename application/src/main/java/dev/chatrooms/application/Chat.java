package dev.chatrooms.application;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.HostSessions;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.account.internal.AccountServices;
import dev.chatrooms.application.account.internal.NoPasswords;
import dev.chatrooms.application.account.internal.NoTokens;
import dev.chatrooms.application.account.internal.SessionUpkeep;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.CustomData;
import dev.chatrooms.application.admin.NodeStatus;
import dev.chatrooms.application.admin.internal.AdminServices;
import dev.chatrooms.application.admin.internal.AdministrationUseCases;
import dev.chatrooms.application.admin.internal.CustomDataUseCases;
import dev.chatrooms.application.admin.internal.Figures;
import dev.chatrooms.application.admin.internal.NodeRegistry;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.configuration.PublicConfiguration;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.event.EphemeralEvents;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.event.LogSubscriptions;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.event.Typing;
import dev.chatrooms.application.event.internal.LiveFeed;
import dev.chatrooms.application.event.internal.LiveSignals;
import dev.chatrooms.application.event.internal.LogStreams;
import dev.chatrooms.application.event.internal.StreamPlaceRegistry;
import dev.chatrooms.application.event.internal.TypingUseCases;
import dev.chatrooms.application.file.FileIntegrity;
import dev.chatrooms.application.file.FileSharing;
import dev.chatrooms.application.file.internal.FileCollector;
import dev.chatrooms.application.file.internal.FileIntegrityUseCases;
import dev.chatrooms.application.file.internal.FileServices;
import dev.chatrooms.application.file.internal.FileThreads;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.Bulkhead;
import dev.chatrooms.application.internal.CallerGuard;
import dev.chatrooms.application.internal.DelayThread;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.internal.SpaceMonitor;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.internal.WorkerPool;
import dev.chatrooms.application.mail.internal.MailComposer;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.mail.internal.MailWorker;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryRateLimiter;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.memory.TimeOrderedIds;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.internal.MessageReviews;
import dev.chatrooms.application.message.internal.MessageServices;
import dev.chatrooms.application.monitoring.StreamActivity;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.PersonalLists;
import dev.chatrooms.application.people.internal.PeopleServices;
import dev.chatrooms.application.people.internal.PresenceRegistry;
import dev.chatrooms.application.room.DirectRoomManagement;
import dev.chatrooms.application.room.Invitations;
import dev.chatrooms.application.room.MembershipSettings;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomModeration;
import dev.chatrooms.application.room.internal.RoomServices;
import dev.chatrooms.application.search.MessageSearch;
import dev.chatrooms.application.search.internal.Indexer;
import dev.chatrooms.application.search.internal.MessageSearchUseCases;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.application.transfer.TransferMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node of the chat as plain Java, with its committer and its live feed. Start here.
 *
 * <pre>{@code
 * try (Chat chat = Chat.inMemory()) {
 *     Account alice = chat.accounts().register(Registration.of("alice", "correct horse")).join();
 *     Caller caller = Caller.of(alice.id());
 *     RoomView room = chat.rooms().create(caller, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of())).join();
 *     chat.messages().send(caller, new Send(room.id(), "Anyone there?", null)).join();
 * }
 * }</pre>
 *
 * <p>Thread-safe. The parts that the builder was given are never closed; the chat's own parts end with
 * {@link #close()}.
 *
 * <p>Dependent stages of the chat's futures run on the chat's own threads: they must not block, nor wait for another of
 * its futures. Chain further calls of the chat with {@code thenCompose}.
 */
public final class Chat implements AutoCloseable {
    /** At most one in this many workers may run logins and registrations. */
    private static final int LOGIN_SHARE = 4;

    private static final long LOGIN_REFUSAL_SECONDS = 1;

    /** At most one in this many workers may run searches of messages. */
    private static final int SEARCH_SHARE = 4;

    /** At most one in this many workers may read pages of messages, which may have megabytes each. */
    private static final int PAGE_SHARE = 2;

    /** At most one in this many workers may read pages that are probably large. */
    private static final int LARGE_PAGE_SHARE = 8;

    /** An account has eight at a time, so this is enough for many accounts. */
    private static final int PAGES_WAITING = 1000;

    /** More waiting searches would take longer than their callers wait. */
    private static final int SEARCHES_WAITING = 100;

    /** At most one in this many workers may start streams and read for those that are behind. */
    private static final int STREAM_SHARE = 2;

    /** The connections of a node. */
    private static final int STREAMS_WAITING = 20_000;

    /** At most one in this many workers may wait for pictures. */
    private static final int PICTURE_SHARE = 4;

    /** More waiting uploads would hold too much memory, at most a megabyte each. */
    private static final int PICTURES_WAITING = 16;

    private final InstantSource clock;
    private final LiveFeed feed;
    private final StreamPlaces streamPlaces = new StreamPlaceRegistry();
    private final TransferMemory transferMemory;
    private final PresenceRegistry presence;
    private final LiveSignals signals;
    private final Committer committer;
    private final MailWorker mailWorker;
    private final Indexer indexer;
    private final FileThreads fileThreads;
    private final FileCollector fileCollector;
    private final FileIntegrity fileIntegrity;
    private final LogStreams log;
    private final @Nullable MessageReviews reviews;
    private final Executor workers;
    private final Bulkhead pageReaders;
    private final Bulkhead largePageReaders;
    private final @Nullable WorkerPool ownWorkers;
    private final InboundPorts ports;
    private final HostSessions sessions;
    private final Administration administration;
    /** Null while this object is being created. */
    private volatile @Nullable NodeRegistry nodes;

    private final CustomData customData;
    private final LiveConfiguration configuration;
    private final Health health;
    private final Activity activity;

    Chat(ChatBuilder b) {
        DelayThread.start();
        this.clock = b.clock;
        this.transferMemory = b.transferMemory;
        PasswordHasher hasher = b.hasher == null ? new NoPasswords() : b.hasher;
        TokenIssuer tokens = b.tokens == null ? new NoTokens() : b.tokens;
        RateLimiter limiter = b.limiter == null ? new MemoryRateLimiter(b.clock) : b.limiter;
        IdGenerator ids = b.ids == null ? new TimeOrderedIds(b.clock) : b.ids;
        Mailer mailer = b.mailer == null ? new MemoryMailer() : b.mailer;
        SpaceMonitor transactions = new SpaceMonitor(b.storage.transactions());
        EventBus bus = b.storage.bus();
        Storage storage = new Storage(transactions, bus);

        this.ownWorkers = b.workers == null ? new WorkerPool(b.workerThreads) : null;
        this.workers = b.workers == null ? Objects.requireNonNull(ownWorkers) : b.workers;
        Executor useCases = WorkerPool.refusingAsUnavailable(workers);
        Bulkhead logins = new Bulkhead(
                useCases,
                Math.max(1, b.workerThreads / LOGIN_SHARE),
                b.loginsAtOnce,
                CompletableFuture.delayedExecutor(LOGIN_REFUSAL_SECONDS, TimeUnit.SECONDS));
        Bulkhead pictures =
                new Bulkhead(useCases, Math.max(1, b.workerThreads / PICTURE_SHARE), PICTURES_WAITING, Runnable::run);
        RateLimits rateLimits = new RateLimits(limiter, b.settings);
        Store store = new Store(transactions);
        ActiveCallers callers = new ActiveCallers(store, b.clock);
        CallerGuard guard = new CallerGuard(callers, useCases);

        this.configuration = new LiveConfiguration(
                transactions, bus, workers, b.settings.fixed(), b.settings.requireVerifiedEmail());
        Figures figures = new Figures(store, b.clock, workers);
        String node = ids.next().toString();
        Instant started = b.clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SessionUpkeep upkeep = new SessionUpkeep(store, b.clock, b.settings.sessionLifetime(), workers);
        List<Runnable> housekeeping = new CopyOnWriteArrayList<>(
                List.of(upkeep::tick, configuration::look, figures::tick, this::announceNode));
        Bulkhead streams =
                new Bulkhead(workers, Math.max(1, b.workerThreads / STREAM_SHARE), STREAMS_WAITING, Runnable::run);
        this.feed = new LiveFeed(
                storage,
                b.clock,
                b.settings,
                b.tick,
                workers,
                streams,
                List.of(() -> housekeeping.forEach(Runnable::run)));
        this.presence = new PresenceRegistry(node, bus, b.clock);
        this.signals = new LiveSignals(feed, bus, transactions, b.clock, node, b.settings);
        presence.setListener(signals.presence());
        feed.setStreamListener(presence);
        feed.setSessionListener(callers::forget);
        this.committer = new Committer(transactions, b.clock, feed, bus::announce);
        this.mailWorker =
                new MailWorker(transactions, new MailComposer(b.clock, b.settings.publicUrl()), mailer, b.clock);
        this.indexer = new Indexer(transactions);
        this.log = new LogStreams(feed, transactions, ids);
        feed.setDispatchListener(() -> {
            indexer.wake();
            log.wake();
        });

        Transactor transactor = new Transactor(store, committer, b.clock);
        MailRequests mails = new MailRequests(store, ids, mailWorker::wake);
        AccountServices accounts = AccountServices.create(
                transactor,
                callers,
                hasher,
                tokens,
                mails,
                upkeep,
                rateLimits,
                b.settings,
                configuration,
                ids,
                useCases,
                logins,
                b.mediaInspector,
                pictures);
        PeopleServices people = PeopleServices.create(transactor, presence, rateLimits, useCases);
        RoomServices rooms = RoomServices.create(transactor, rateLimits, ids, signals, b.settings);
        this.reviews = b.messagePolicy == null ? null : new MessageReviews(b.messagePolicy, b.policyLimit);
        this.fileThreads = new FileThreads(useCases);
        FileStore fileStore = b.fileStore == null ? new MemoryFileStore(b.clock) : b.fileStore;
        this.fileCollector = new FileCollector(store, fileStore, b.clock);
        this.fileIntegrity = new FileIntegrityUseCases(store, fileStore, b.clock);
        MessageServices messages = MessageServices.create(
                transactor, rateLimits, ids, reviews, configuration, useCases, b.nanoTime, fileCollector::wake);
        housekeeping.add(messages.erasure()::tick);
        if (b.upkeep) {
            housekeeping.add(messages.retention()::tick);
        }
        Bulkhead searches =
                new Bulkhead(useCases, Math.max(1, b.workerThreads / SEARCH_SHARE), SEARCHES_WAITING, Runnable::run);
        MessageSearch search = new MessageSearchUseCases(transactor, indexer, useCases, searches);
        this.pageReaders =
                new Bulkhead(useCases, Math.max(1, b.workerThreads / PAGE_SHARE), PAGES_WAITING, Runnable::run);
        this.largePageReaders = new Bulkhead(
                pageReaders, Math.max(1, b.workerThreads / LARGE_PAGE_SHARE), PAGES_WAITING, Runnable::run);
        FileServices files = FileServices.create(
                transactor,
                rateLimits,
                ids,
                fileStore,
                b.mediaInspector,
                configuration,
                fileThreads,
                fileCollector::wake);
        Typing typing = new TypingUseCases(store, signals, rateLimits, b.clock, useCases);
        NodeRegistry registry = new NodeRegistry(bus, b.clock, () -> status(node, started));
        this.nodes = registry;
        AdminServices admin = new AdminServices(
                transactor,
                configuration,
                figures,
                registry,
                feed::resync,
                accounts.accountCreation(),
                accounts.hostDeletion(),
                mails,
                callers,
                b.settings.publicUrl(),
                useCases);
        this.administration = new AdministrationUseCases(
                admin, rooms.rooms(), accounts.externalAccounts(), messages.erasure(), hasher);
        this.customData = new CustomDataUseCases(transactor);
        this.ports = InboundPorts.guarded(guard, accounts, people, rooms, messages, files, search, typing);
        this.sessions = accounts.hostSessions();
        this.health = new Health(store, transactions, feed);
        this.activity = new Activity(feed, committer, ownWorkers);
        if (b.upkeep) {
            mailWorker.start();
            fileCollector.start();
        }
    }

    /** Called every second, also before this object is complete. */
    private void announceNode() {
        NodeRegistry registry = nodes;
        if (registry != null) {
            registry.tick();
        }
    }

    private NodeStatus status(String node, Instant started) {
        String version = Chat.class.getPackage().getImplementationVersion();
        StreamActivity streams = feed.streams();
        return new NodeStatus(
                node,
                version == null ? "development" : version,
                started,
                streams.live() + streams.behind(),
                feed.lag());
    }

    /** Returns a chat that keeps everything in memory. */
    public static Chat inMemory() {
        return inMemoryBuilder().build();
    }

    /**
     * Returns a builder for a chat that keeps everything in memory. Every part has a default; the password hashes and
     * tokens are for tests and accounts that end with the process.
     */
    public static ChatBuilder inMemoryBuilder() {
        return builder(MemoryStorage.create())
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(new MemoryTokenIssuer());
    }

    /**
     * Returns a builder for a chat on the given store. All other parts have defaults. Without a
     * {@link ChatBuilder#passwordHasher} and a {@link ChatBuilder#tokenIssuer}, the chat has only users of the host.
     */
    public static ChatBuilder builder(Storage storage) {
        return new ChatBuilder(storage);
    }

    /** Returns the registration, change and deletion of accounts. */
    public AccountManagement accounts() {
        return ports.accounts();
    }

    /** Returns logins, sessions and the check of access tokens. */
    public Authentication authentication() {
        return ports.authentication();
    }

    /** Returns the sessions of accounts that the host has authenticated itself. */
    public HostSessions sessions() {
        return sessions;
    }

    /** Returns the verification of addresses and the reset of passwords by mail. */
    public AccountRecovery recovery() {
        return ports.recovery();
    }

    /** Returns the search for accounts, and their profiles and presence. */
    public People people() {
        return ports.people();
    }

    /** Returns contacts and blocks. */
    public PersonalLists personalLists() {
        return ports.personalLists();
    }

    /** Returns the operations on rooms: create, find, join, leave, update and delete. */
    public RoomManagement rooms() {
        return ports.rooms();
    }

    /** Returns the operations on members, roles and bans. */
    public RoomModeration moderation() {
        return ports.moderation();
    }

    /** Returns invites by link. */
    public Invitations invitations() {
        return ports.invitations();
    }

    /** Returns the rooms of two accounts. */
    public DirectRoomManagement directRooms() {
        return ports.directRooms();
    }

    /** Returns read markers and a member's own settings of a room. */
    public MembershipSettings membershipSettings() {
        return ports.membershipSettings();
    }

    /** Returns sends, history, threads and mentions. */
    public Messaging messages() {
        return ports.messages();
    }

    /** Returns the search of the texts that an account may read. */
    public MessageSearch search() {
        return ports.search();
    }

    /** Returns uploads, downloads, lists and deletions of files. */
    public FileSharing files() {
        return ports.files();
    }

    /** Returns the check of the file store, for operators. */
    public FileIntegrity fileIntegrity() {
        return fileIntegrity;
    }

    /** Returns edits, deletions, reactions and pins. */
    public MessageEditing editing() {
        return ports.editing();
    }

    /** Returns avatars and stored settings of accounts. */
    public Profiles profiles() {
        return ports.profiles();
    }

    /** Returns the streams of what one account may see. */
    public LiveEvents events() {
        return feed;
    }

    /** Returns the log of all rooms and accounts, for the host's own code. It checks no permissions. */
    public LogSubscriptions log() {
        return log;
    }

    /** Returns the places of clients' streams, which adapters request. Streams of the host need none. */
    public StreamPlaces streamPlaces() {
        return streamPlaces;
    }

    /** Returns the memory for what clients send and receive, which adapters take their buffers from. */
    public TransferMemory transferMemory() {
        return transferMemory;
    }

    /** Returns typing signals. */
    public Typing typing() {
        return ports.typing();
    }

    /** Returns the publisher of read-marker signals; see {@link EphemeralEvents#read}. */
    public EphemeralEvents signals() {
        return signals;
    }

    /** Returns what everyone may know of the configuration. */
    public PublicConfiguration configuration() {
        return configuration;
    }

    /**
     * Returns the operations of operators and hosts, which do not check the caller, and those of administrators, which
     * do.
     */
    public Administration administration() {
        return administration;
    }

    /** Returns the changes of custom data. */
    public CustomData customData() {
        return customData;
    }

    /** Returns the clock of everything that the chat records. */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Returns the executor of the chat's blocking work, which adapters may share. It may reject tasks, and never runs
     * them in the caller.
     */
    public Executor workers() {
        return workers;
    }

    /**
     * Returns the part of the workers on which adapters read pages of messages for clients. A page may have megabytes:
     * on all workers, a few accounts could delay everything else. Refuses tasks as {@code unavailable} if too many
     * wait.
     */
    public Executor pageReaders() {
        return pageReaders;
    }

    /**
     * Returns the part of {@link #pageReaders} for pages that are probably large, so that small ones do not wait for
     * them.
     */
    public Executor largePageReaders() {
        return largePageReaders;
    }

    /** Returns the state of the parts, for health checks. */
    public Health health() {
        return health;
    }

    /** Returns the counters of the node, for metrics. */
    public Activity activity() {
        return activity;
    }

    /**
     * Completes the subscriptions to the log, refuses the texts in review, stops mails and indexing, commits the
     * waiting writes, completes all streams and ends the chat's own threads, in this order. Bounded in time.
     */
    @Override
    public void close() {
        log.close();
        if (reviews != null) {
            reviews.close();
        }
        mailWorker.close();
        indexer.close();
        fileCollector.close();
        fileThreads.close();
        committer.close();
        feed.close();
        signals.close();
        configuration.close();
        NodeRegistry registry = nodes;
        if (registry != null) {
            registry.close();
        }
        presence.close();
        if (ownWorkers != null) {
            ownWorkers.close();
        }
    }
}
