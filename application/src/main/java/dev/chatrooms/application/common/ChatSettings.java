package dev.chatrooms.application.common;

import java.time.Duration;

/**
 * The application's settings.
 *
 * @param accessTokenLifetime the lifetime of an access token
 * @param sessionLifetime how long a session lives without a refresh
 * @param openRegistration whether anyone may register
 * @param sendsPerSecond messages of one account, with a burst of five times as many; 0: no limit
 * @param loginsPerMinute logins per name and per address, and as many attempts of codes and passwords and requests for
 *     mails; 0: no limit
 * @param registrationsPerHour registrations per address; 0: no limit
 * @param replayLimit the most events that the start of a stream replays; a larger gap is a reset
 * @param ringEvents the number of recent events that a node keeps in memory for resumed streams
 * @param publicUrl the address of the web page for links in mails, without a slash at the end
 * @param requireVerifiedEmail whether a login requires a verified e-mail address; administrators are exempt
 * @param signalsMaxMembers the largest room with signals for presence, typing and read markers. Each signal goes to all
 *     connected members, so the cost of a busy room grows with the square of its size
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
     * Uses the default public URL, logins without a verified e-mail address, and signals in rooms of up to 100 members.
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

    /** Returns settings with signals in rooms of up to the given number of members; 0 for none. */
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
