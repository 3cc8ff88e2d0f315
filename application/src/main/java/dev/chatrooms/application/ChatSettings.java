package dev.chatrooms.application;

import java.time.Duration;

/**
 * What an operator may set of the application.
 *
 * @param accessTokenLifetime how long an access token is good
 * @param sessionLifetime how long a session lives without being refreshed
 * @param openRegistration whether strangers may register
 * @param sendsPerSecond messages of one account, with a burst of five times that; 0: no limit
 * @param loginsPerMinute per name and per address, and as often tries of codes and passwords, and wishes for mails; 0: no limit
 * @param registrationsPerHour per address; 0: no limit
 * @param replayLimit how many events the start of a stream replays at most; beyond that it is a reset
 * @param ringEvents how many recent events a node keeps in memory for readers that come back
 * @param publicUrl how browsers reach the web page, for links in mails; without a slash at the end
 * @param requireVerifiedEmail whether only who has verified an address may sign in; operators' own accounts (administrators) always may
 */
public record ChatSettings(
        Duration accessTokenLifetime,
        Duration sessionLifetime,
        boolean openRegistration,
        int sendsPerSecond,
        int loginsPerMinute,
        int registrationsPerHour,
        int replayLimit,
        int ringEvents,
        String publicUrl,
        boolean requireVerifiedEmail) {
    private static final String LOCAL = "http://localhost:7070";

    public static final ChatSettings DEFAULTS =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 20, 10, 60, 10_000, 16_384);

    /** With the default public URL, and signing in without a verified address. */
    public ChatSettings(
            Duration accessTokenLifetime,
            Duration sessionLifetime,
            boolean openRegistration,
            int sendsPerSecond,
            int loginsPerMinute,
            int registrationsPerHour,
            int replayLimit,
            int ringEvents) {
        this(
                accessTokenLifetime,
                sessionLifetime,
                openRegistration,
                sendsPerSecond,
                loginsPerMinute,
                registrationsPerHour,
                replayLimit,
                ringEvents,
                LOCAL,
                false);
    }

    public ChatSettings withPublicUrl(String url) {
        return with(url, requireVerifiedEmail);
    }

    public ChatSettings withRequireVerifiedEmail(boolean required) {
        return with(publicUrl, required);
    }

    private ChatSettings with(String url, boolean verified) {
        return new ChatSettings(
                accessTokenLifetime,
                sessionLifetime,
                openRegistration,
                sendsPerSecond,
                loginsPerMinute,
                registrationsPerHour,
                replayLimit,
                ringEvents,
                url,
                verified);
    }
}
