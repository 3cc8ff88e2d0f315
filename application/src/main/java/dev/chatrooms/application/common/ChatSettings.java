package dev.chatrooms.application.common;

import java.time.Duration;

/**
 * What an operator may set of the application.
 *
 * @param accessTokenLifetime how long an access token is good
 * @param sessionLifetime how long a session lives without being refreshed
 * @param openRegistration whether strangers may register
 * @param sendsPerSecond messages of one account, with a burst of five times that; 0: no limit
 * @param loginsPerMinute per name and per address, and as often tries of codes and passwords, and wishes for mails; 0:
 *     no limit
 * @param registrationsPerHour per address; 0: no limit
 * @param replayLimit how many events the start of a stream replays at most; beyond that it is a reset
 * @param ringEvents how many recent events a node keeps in memory for readers that come back
 * @param publicUrl how browsers reach the web page, for links in mails; without a slash at the end
 * @param requireVerifiedEmail whether only who has verified an address may sign in; operators' own accounts
 *     (administrators) always may
 * @param signalsMaxMembers in rooms with more members than this nobody is shown who is there, who types and who has
 *     read how far; each such signal goes to all who are connected of a room, so what a busy room costs grows with the
 *     square of its size
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
        boolean requireVerifiedEmail,
        int signalsMaxMembers) {
    private static final int SIGNALS_MAX_MEMBERS = 100;
    private static final String LOCAL = "http://localhost:7070";

    public static final ChatSettings DEFAULTS =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 20, 10, 60, 10_000, 16_384);

    /**
     * With the default public URL, signing in without a verified address, and signals in rooms of up to 100 members.
     */
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
                false,
                SIGNALS_MAX_MEMBERS);
    }

    public ChatSettings withPublicUrl(String url) {
        return with(url, requireVerifiedEmail, signalsMaxMembers);
    }

    public ChatSettings withRequireVerifiedEmail(boolean required) {
        return with(publicUrl, required, signalsMaxMembers);
    }

    /** With signals in rooms of up to so many members; 0 for in none. */
    public ChatSettings withSignalsMaxMembers(int members) {
        return with(publicUrl, requireVerifiedEmail, members);
    }

    private ChatSettings with(String url, boolean verified, int members) {
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
                verified,
                members);
    }
}
