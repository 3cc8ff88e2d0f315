package dev.chatrooms.application.configuration.internal;

import dev.chatrooms.application.configuration.ConfigurationEntry;
import dev.chatrooms.application.configuration.ConfigurationEntry.Source;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import dev.chatrooms.application.configuration.PublicConfiguration;
import dev.chatrooms.application.configuration.SiteConfiguration;
import dev.chatrooms.application.spi.ConfigurationEntries;
import dev.chatrooms.application.spi.EventBus;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The configuration in effect on this node, in memory. A node that changes an entry signals it to the others, which
 * read all entries again. Signals may be lost, so each node also compares the version in the store every second.
 */
public final class LiveConfiguration implements PublicConfiguration, AutoCloseable {
    private static final Logger LOG = System.getLogger(LiveConfiguration.class.getName());
    private static final String SIGNAL = "configuration";

    private final Transactions transactions;
    private final EventBus bus;
    private final Executor workers;
    private final Map<ConfigurationKey, ConfigurationValue> fixed;
    private final boolean emailVerification;
    private final EventBus.Registration registration;
    /** The looks that were requested and have not been made. The first request starts a task. */
    private final AtomicInteger requested = new AtomicInteger();

    private volatile Snapshot snapshot;

    /**
     * Reads all entries.
     *
     * @param fixed the entries that the environment sets
     * @throws StoreUnavailable if the store cannot be reached
     */
    public LiveConfiguration(
            Transactions transactions,
            EventBus bus,
            Executor workers,
            Map<ConfigurationKey, ConfigurationValue> fixed,
            boolean emailVerification) {
        this.transactions = transactions;
        this.bus = bus;
        this.workers = workers;
        this.fixed = Map.copyOf(fixed);
        this.emailVerification = emailVerification;
        this.snapshot = read();
        this.registration = bus.onSignal(text -> {
            if (text.equals(SIGNAL)) {
                look();
            }
        });
    }

    private Snapshot read() {
        ConfigurationEntries.State state =
                transactions.readSingle(stores -> stores.configuration().read());
        return Snapshot.of(state, fixed, emailVerification);
    }

    @Override
    public SiteConfiguration current() {
        return snapshot.site();
    }

    /** Returns the entry with its value in effect. Never blocks. */
    public ConfigurationEntry entry(ConfigurationKey key) {
        return snapshot.entry(key);
    }

    /** Returns all entries: the known ones, and those of clients that are set. Never blocks. */
    public List<ConfigurationEntry> entries() {
        return snapshot.entries();
    }

    /** Returns the value of a known entry for truth values. Never blocks. */
    public boolean flag(ConfigurationKey key) {
        return ((ConfigurationValue.Flag) value(key)).value();
    }

    /** Returns the value of a known entry for numbers. Never blocks. */
    public long number(ConfigurationKey key) {
        return ((ConfigurationValue.WholeNumber) value(key)).value();
    }

    private ConfigurationValue value(ConfigurationKey key) {
        return Objects.requireNonNull(snapshot.entry(key).value(), key.name());
    }

    /** Returns whether the environment or the host sets an entry. */
    public boolean isFixed(ConfigurationKey key) {
        return snapshot.entry(key).source() == Source.ENVIRONMENT;
    }

    /** Puts a change that this node has committed into effect, and signals it to the others. Blocks. */
    public void changed() {
        try {
            refresh();
        } finally {
            bus.signal(SIGNAL);
        }
    }

    /** Looks at the version on a worker. Called every second; never blocks. */
    public void look() {
        if (requested.getAndIncrement() == 0) {
            try {
                workers.execute(this::lookUntilDone);
            } catch (RejectedExecutionException e) {
                // The next second's look makes up for it.
                requested.set(0);
            }
        }
    }

    private void lookUntilDone() {
        int seen;
        do {
            seen = requested.get();
            lookNow();
        } while (!requested.compareAndSet(seen, 0));
    }

    private void lookNow() {
        try {
            long version =
                    transactions.readSingle(stores -> stores.configuration().version());
            if (version != snapshot.version()) {
                refresh();
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "the configuration cannot be read", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the configuration could not be read; will retry", e);
        }
    }

    /** One after another, or an earlier state could replace a later one. */
    private synchronized void refresh() {
        snapshot = read();
    }

    @Override
    public void close() {
        registration.close();
    }
}
