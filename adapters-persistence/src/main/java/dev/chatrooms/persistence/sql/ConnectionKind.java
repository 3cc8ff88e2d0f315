package dev.chatrooms.persistence.sql;

import java.time.Duration;

/**
 * The kinds of connections that a node opens. Each has a limit on the silence of the server, after which the connection
 * counts as lost: packets may disappear without an error.
 */
public enum ConnectionKind {
    /** Queries, streams and health checks. Longer than any statement takes, whose time the server limits. */
    READING(Duration.ofSeconds(5)),

    /** The committer, registrations, logins and the search index. Leaves a commit time for a slow disk. */
    WRITING(Duration.ofSeconds(6)),

    /** The listener and the announcer of the event bus. */
    BUS(Duration.ofSeconds(5)),

    /** Migrations, a single statement of which may rebuild a large table. */
    MIGRATION(Duration.ofMinutes(30));

    private final Duration maxSilence;

    ConnectionKind(Duration maxSilence) {
        this.maxSilence = maxSilence;
    }

    public Duration maxSilence() {
        return maxSilence;
    }
}
