package dev.chatrooms.application.monitoring;

import java.util.List;

/** The pools of database connections that a storage owns. Thread-safe. */
public interface ConnectionPools {
    /** Returns the names of the pools, which never change. */
    List<String> poolNames();

    /**
     * Returns the present state of a pool, without a query.
     *
     * @param pool one of {@link #poolNames()}
     * @throws IllegalArgumentException if there is no pool of this name
     */
    PoolActivity activity(String pool);
}
