package dev.chatrooms.application;

import java.time.Duration;

/**
 * What an operator may set of the application.
 *
 * @param accessTokenLifetime how long an access token is good
 * @param sessionLifetime how long a session lives without being refreshed
 * @param openRegistration whether strangers may register
 * @param sendsPerSecond messages of one account, with a burst of five times that; 0: no limit
 * @param loginsPerMinute per name and per address; 0: no limit
 * @param registrationsPerHour per address; 0: no limit
 * @param replayLimit how many events the start of a stream replays at most; beyond that it is a reset
 * @param ringEvents how many recent events a node keeps in memory for readers that come back
 */
public record ChatSettings(
        Duration accessTokenLifetime,
        Duration sessionLifetime,
        boolean openRegistration,
        int sendsPerSecond,
        int loginsPerMinute,
        int registrationsPerHour,
        int replayLimit,
        int ringEvents) {
    public static final ChatSettings DEFAULTS =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 20, 10, 60, 10_000, 16_384);
}
