package dev.chatrooms.http.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What the HTTP side needs to know of its surroundings.
 *
 * @param executor runs everything that may wait for the store; taken, not closed. It must be bounded, or of virtual
 *     threads; what it rejects is answered with 503
 * @param allowedOrigins the web sites ({@code https://chat.example.org}) whose pages may call this server, with cookies
 *     too; the public URL is not among them by itself
 * @param trustedProxies whose {@code X-Forwarded-For} counts
 * @param secureCookies whether browsers may send the login cookies over TLS only; true where the public URL is https
 * @param cookieLifetime how long browsers keep the login cookies
 * @param maxBodyBytes how large a JSON body may be
 * @param answerWithin after how long a call that is still at work is answered with 503
 * @param heartbeat how often a stream shows a sign of life
 * @param stall a stream whose reader takes nothing for so long is ended
 * @param observer is told of each answered request
 * @param wholeServer whether the server is ours alone: then unknown paths outside ours, and what the server itself
 *     refuses, are answered in our form too
 */
public record HttpSettings(
        Executor executor,
        Set<String> allowedOrigins,
        List<AddressRange> trustedProxies,
        boolean secureCookies,
        Duration cookieLifetime,
        int maxBodyBytes,
        Duration answerWithin,
        Duration heartbeat,
        Duration stall,
        RequestObserver observer,
        boolean wholeServer) {
    public HttpSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** No other sites, no proxies, cookies over plain HTTP, inside a host's server: change what is to differ. */
    public static Builder using(Executor executor) {
        return new Builder(executor);
    }

    /** Settings in the making. */
    public static final class Builder {
        private final Executor executor;
        private Set<String> allowedOrigins = Set.of();
        private List<AddressRange> trustedProxies = List.of();
        private boolean secureCookies;
        private Duration cookieLifetime = Duration.ofDays(1);
        private int maxBodyBytes = 64 * 1024;
        private Duration answerWithin = Duration.ofMillis(4500);
        private Duration heartbeat = Duration.ofSeconds(15);
        private Duration stall = Duration.ofSeconds(60);
        private RequestObserver observer = RequestObserver.NONE;
        private boolean wholeServer;

        private Builder(Executor executor) {
            this.executor = executor;
        }

        public Builder allowedOrigins(Set<String> origins) {
            this.allowedOrigins = origins;
            return this;
        }

        public Builder trustedProxies(List<AddressRange> proxies) {
            this.trustedProxies = proxies;
            return this;
        }

        public Builder secureCookies(boolean secure) {
            this.secureCookies = secure;
            return this;
        }

        public Builder cookieLifetime(Duration lifetime) {
            this.cookieLifetime = lifetime;
            return this;
        }

        public Builder maxBodyBytes(int bytes) {
            this.maxBodyBytes = bytes;
            return this;
        }

        public Builder answerWithin(Duration patience) {
            this.answerWithin = patience;
            return this;
        }

        public Builder heartbeat(Duration interval) {
            this.heartbeat = interval;
            return this;
        }

        public Builder stall(Duration patience) {
            this.stall = patience;
            return this;
        }

        public Builder observer(RequestObserver value) {
            this.observer = value;
            return this;
        }

        public Builder wholeServer(boolean ours) {
            this.wholeServer = ours;
            return this;
        }

        public HttpSettings build() {
            return new HttpSettings(
                    executor,
                    allowedOrigins,
                    trustedProxies,
                    secureCookies,
                    cookieLifetime,
                    maxBodyBytes,
                    answerWithin,
                    heartbeat,
                    stall,
                    observer,
                    wholeServer);
        }
    }
}
