package dev.chatrooms.http.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the HTTP adapter.
 *
 * @param executor runs all work that may block on the store. The adapter does not close it. It must be bounded, or use
 *     virtual threads; tasks that it rejects are answered with 503
 * @param allowedOrigins the origins ({@code https://chat.example.org}) whose pages may call this server, also with
 *     cookies. The public URL is not included by default
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
 * @param publicPath the path of the public URL, such as {@code /chat}, if a proxy removes it from the requests; empty
 *     for none. Null if clients reach the server under the host's context path, as without such a proxy
 * @param secureCookies whether browsers send the login cookies over TLS only; true if the public URL is https
 * @param cookieLifetime the time that browsers keep the login cookies
 * @param maxBodyBytes the maximum size of a JSON body
 * @param requestsInFlight the requests of one account that are processed at a time, two of them searches. Further ones
 *     wait, and are refused beyond sixteen times this number; 0 for no limit
 * @param answerWithin the time after which an unfinished request is answered with 503
 * @param heartbeat the interval of a stream's heartbeat
 * @param stall the time after which a stream ends whose client reads nothing
 * @param observer is notified of each response
 * @param wholeServer whether the server has no other routes: then unknown paths outside the API, and requests that the
 *     server itself refuses, are answered with problem details too
 */
public record HttpSettings(
        Executor executor,
        Set<String> allowedOrigins,
        List<AddressRange> trustedProxies,
        @Nullable String publicPath,
        boolean secureCookies,
        Duration cookieLifetime,
        int maxBodyBytes,
        int requestsInFlight,
        Duration answerWithin,
        Duration heartbeat,
        Duration stall,
        RequestObserver observer,
        boolean wholeServer) {
    public HttpSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        if (publicPath != null && !publicPath.matches("(/[^/?#;,\\s]+)*")) {
            throw new IllegalArgumentException("publicPath must be empty, or begin and not end with a slash");
        }
    }

    /**
     * Returns a builder with the defaults: no other origins, no proxies, cookies over plain HTTP, part of a host's
     * server.
     */
    public static Builder using(Executor executor) {
        return new Builder(executor);
    }

    /** A builder of settings. */
    public static final class Builder {
        private final Executor executor;
        private Set<String> allowedOrigins = Set.of();
        private List<AddressRange> trustedProxies = List.of();
        private @Nullable String publicPath;
        private boolean secureCookies;
        private Duration cookieLifetime = Duration.ofDays(1);
        private int maxBodyBytes = 128 * 1024;
        private int requestsInFlight = 8;
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

        /** Sets the path that a proxy removes from the requests. */
        public Builder publicPath(String path) {
            this.publicPath = path;
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

        public Builder requestsInFlight(int requests) {
            this.requestsInFlight = requests;
            return this;
        }

        public Builder answerWithin(Duration timeout) {
            this.answerWithin = timeout;
            return this;
        }

        public Builder heartbeat(Duration interval) {
            this.heartbeat = interval;
            return this;
        }

        public Builder stall(Duration timeout) {
            this.stall = timeout;
            return this;
        }

        public Builder observer(RequestObserver value) {
            this.observer = value;
            return this;
        }

        public Builder wholeServer(boolean whole) {
            this.wholeServer = whole;
            return this;
        }

        public HttpSettings build() {
            return new HttpSettings(
                    executor,
                    allowedOrigins,
                    trustedProxies,
                    publicPath,
                    secureCookies,
                    cookieLifetime,
                    maxBodyBytes,
                    requestsInFlight,
                    answerWithin,
                    heartbeat,
                    stall,
                    observer,
                    wholeServer);
        }
    }
}
