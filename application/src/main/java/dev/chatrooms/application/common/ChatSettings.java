package dev.chatrooms.application.common;

import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.ConfigurationValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The application's settings. {@link #builder()} starts from the defaults:
 *
 * <pre>{@code
 * ChatSettings settings = ChatSettings.builder()
 *         .publicUrl("https://chat.example.org")
 *         .sendsPerSecond(50)
 *         .build();
 * }</pre>
 *
 * @param accessTokenLifetime the lifetime of an access token
 * @param sessionLifetime how long a session lives without a refresh
 * @param fixed the entries of the configuration that the host sets for good; administrators set the others
 * @param sendsPerSecond messages, edits and reactions of one account, with a burst of five times as many; 0: no limit
 * @param changesPerMinute other acts of one account that write, with a burst of {@value #CHANGES_BURST}; 0: no limit
 * @param newPeoplePerDay accounts that one account may add to rooms, or open direct rooms with, although they share no
 *     room or contact; 0: no limit
 * @param maxOwnedRooms the most rooms that one account may own; 0: no limit
 * @param loginsPerMinute logins per name and per address, and as many attempts of codes and passwords and requests for
 *     mails; 0: no limit
 * @param registrationsPerHour registrations per address; 0: no limit
 * @param replayLimit the most events that the start of a stream replays; a larger gap is a reset
 * @param ringEvents the number of recent events that a node keeps in memory for resumed streams
 * @param publicUrl the address of the web page for links in mails, without a slash at the end
 * @param requireVerifiedEmail whether a login requires a verified e-mail address; administrators are exempt
 * @param signalsMaxMembers the largest room with signals for presence, typing and read markers; 0 for none. Each signal
 *     goes to all connected members, so the cost of a busy room grows with the square of its size
 */
public record ChatSettings(
        Duration accessTokenLifetime,
        Duration sessionLifetime,
        Map<ConfigurationKey, ConfigurationValue> fixed,
        int sendsPerSecond,
        int changesPerMinute,
        int newPeoplePerDay,
        int maxOwnedRooms,
        int loginsPerMinute,
        int registrationsPerHour,
        int replayLimit,
        int ringEvents,
        String publicUrl,
        boolean requireVerifiedEmail,
        int signalsMaxMembers) {
    /** The number of changes that an account may make at once. */
    public static final int CHANGES_BURST = 60;

    public ChatSettings {
        fixed = Map.copyOf(fixed);
    }

    public static final ChatSettings DEFAULTS = builder().build();

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these settings. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.accessTokenLifetime = accessTokenLifetime;
        builder.sessionLifetime = sessionLifetime;
        builder.fixed.putAll(fixed);
        builder.sendsPerSecond = sendsPerSecond;
        builder.changesPerMinute = changesPerMinute;
        builder.newPeoplePerDay = newPeoplePerDay;
        builder.maxOwnedRooms = maxOwnedRooms;
        builder.loginsPerMinute = loginsPerMinute;
        builder.registrationsPerHour = registrationsPerHour;
        builder.replayLimit = replayLimit;
        builder.ringEvents = ringEvents;
        builder.publicUrl = publicUrl;
        builder.requireVerifiedEmail = requireVerifiedEmail;
        builder.signalsMaxMembers = signalsMaxMembers;
        return builder;
    }

    /** A builder of settings. Each setting has its default unless it is set. */
    public static final class Builder {
        private Duration accessTokenLifetime = Duration.ofMinutes(30);
        private Duration sessionLifetime = Duration.ofDays(1);
        private final Map<ConfigurationKey, ConfigurationValue> fixed = new HashMap<>();
        private int sendsPerSecond = 20;
        private int changesPerMinute = 120;
        private int newPeoplePerDay = 5_000;
        private int maxOwnedRooms = 5_000;
        private int loginsPerMinute = 10;
        private int registrationsPerHour = 60;
        private int replayLimit = 10_000;
        private int ringEvents = 16_384;
        private String publicUrl = "http://localhost:7070";
        private boolean requireVerifiedEmail;
        private int signalsMaxMembers = 100;

        private Builder() {}

        /** Sets how long an access token is valid: 30 minutes by default. */
        public Builder accessTokenLifetime(Duration value) {
            this.accessTokenLifetime = value;
            return this;
        }

        /** Sets how long a session lives without a refresh: a day by default. */
        public Builder sessionLifetime(Duration value) {
            this.sessionLifetime = value;
            return this;
        }

        /** Sets whether anyone may register, for good: see {@link #fixed}. */
        public Builder openRegistration(boolean value) {
            return fixed(ConfigurationKey.REGISTRATION_OPEN, new ConfigurationValue.Flag(value));
        }

        /**
         * Sets an entry of the configuration for good, so that administrators cannot change it.
         *
         * @throws dev.chatrooms.domain.InvalidValue if the value is no value of this entry
         */
        public Builder fixed(ConfigurationKey key, ConfigurationValue value) {
            this.fixed.put(key, key.check(value));
            return this;
        }

        /**
         * Sets the messages, edits and reactions of one account per second, with a burst of five times as many: 20 by
         * default; 0 for no limit.
         */
        public Builder sendsPerSecond(int value) {
            this.sendsPerSecond = value;
            return this;
        }

        /**
         * Sets the other acts of one account that write, with a burst of {@value ChatSettings#CHANGES_BURST}: 120 by
         * default; 0 for no limit.
         */
        public Builder changesPerMinute(int value) {
            this.changesPerMinute = value;
            return this;
        }

        /**
         * Sets how many accounts without a common room or contact one account may add to rooms or write to: 5,000 by
         * default; 0 for no limit.
         */
        public Builder newPeoplePerDay(int value) {
            this.newPeoplePerDay = value;
            return this;
        }

        /** Sets the most rooms that one account may own: 5,000 by default; 0 for no limit. */
        public Builder maxOwnedRooms(int value) {
            this.maxOwnedRooms = value;
            return this;
        }

        /** Sets the logins per name and per address, and as many attempts of codes: 10 by default; 0 for no limit. */
        public Builder loginsPerMinute(int value) {
            this.loginsPerMinute = value;
            return this;
        }

        /** Sets the registrations per address: 60 by default; 0 for no limit. */
        public Builder registrationsPerHour(int value) {
            this.registrationsPerHour = value;
            return this;
        }

        /** Removes all limits of rates and numbers, for tests and trusted hosts. */
        public Builder unlimited() {
            return sendsPerSecond(0)
                    .changesPerMinute(0)
                    .newPeoplePerDay(0)
                    .maxOwnedRooms(0)
                    .loginsPerMinute(0)
                    .registrationsPerHour(0);
        }

        /** Sets the most events that the start of a stream replays: 10,000 by default. A larger gap is a reset. */
        public Builder replayLimit(int value) {
            this.replayLimit = value;
            return this;
        }

        /** Sets how many recent events a node keeps in memory for resumed streams: 16,384 by default. */
        public Builder ringEvents(int value) {
            this.ringEvents = value;
            return this;
        }

        /**
         * Sets the address of the web page for links in mails and invites, without a slash at the end:
         * {@code http://localhost:7070} by default.
         */
        public Builder publicUrl(String value) {
            this.publicUrl = value;
            return this;
        }

        /** Sets whether a login requires a verified e-mail address: false by default. */
        public Builder requireVerifiedEmail(boolean value) {
            this.requireVerifiedEmail = value;
            return this;
        }

        /**
         * Sets the largest room with signals for presence, typing and read markers: 100 members by default; 0 for none.
         */
        public Builder signalsMaxMembers(int value) {
            this.signalsMaxMembers = value;
            return this;
        }

        /** Returns the settings. */
        public ChatSettings build() {
            return new ChatSettings(
                    accessTokenLifetime,
                    sessionLifetime,
                    fixed,
                    sendsPerSecond,
                    changesPerMinute,
                    newPeoplePerDay,
                    maxOwnedRooms,
                    loginsPerMinute,
                    registrationsPerHour,
                    replayLimit,
                    ringEvents,
                    publicUrl,
                    requireVerifiedEmail,
                    signalsMaxMembers);
        }
    }
}
