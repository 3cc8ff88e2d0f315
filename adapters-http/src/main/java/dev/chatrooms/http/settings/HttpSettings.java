package dev.chatrooms.http.settings;

import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.wire.AddressRange;
import dev.chatrooms.wire.Mount;
import dev.chatrooms.wire.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The settings of the HTTP adapter.
 *
 * @param executor runs all work that may block on the store. The adapter does not close it. It must be bounded, or use
 *     virtual threads; tasks that it rejects are answered with 503
 * @param allowedOrigins the origins ({@code https://chat.example.org}) whose pages may call this server, also with
 *     cookies. The public URL is not included by default
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is trusted
 * @param authenticators identify the callers, in this order; empty for the tokens of the chat alone
 * @param mount the place of the routes among the paths of the server
 * @param leftOut the groups of routes that are not served
 * @param secureCookies whether browsers send the login cookies over TLS only; true if the public URL is https
 * @param cookieLifetime the time that browsers keep the login cookies
 * @param maxBodyBytes the maximum size of a JSON body
 * @param requestsInFlight the requests of one account that are processed at a time, two of them searches. Further ones
 *     wait, and are refused beyond sixteen times this number; 0 for no limit
 * @param anonymousRequests the requests of one client address that are in progress and not authenticated. Further ones
 *     are refused; 0 for no limit. The machine itself is exempt
 * @param answerWithin the time after which an unfinished request is answered with 503
 * @param heartbeat the interval of a stream's heartbeat
 * @param stall the time after which a stream ends whose client reads nothing
 * @param observer is notified of each response
 * @param wholeServer whether the server has no other routes: then unknown paths outside the API, and requests that the
 *     server itself refuses, are answered with problem details too
 * @param manual whether the web client serves its documentation of the API beside these routes: then the page of errors
 *     links to it
 */
public record HttpSettings(
        Executor executor,
        Set<String> allowedOrigins,
        List<AddressRange> trustedProxies,
        List<Authenticator> authenticators,
        Mount mount,
        Set<RouteGroup> leftOut,
        boolean secureCookies,
        Duration cookieLifetime,
        int maxBodyBytes,
        int requestsInFlight,
        int anonymousRequests,
        Duration answerWithin,
        Duration heartbeat,
        Duration stall,
        RequestObserver observer,
        boolean wholeServer,
        boolean manual) {
    /** @throws IllegalArgumentException if an allowed origin is not spelled as browsers send it */
    public HttpSettings {
        allowedOrigins = Origin.requireExact(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        authenticators = List.copyOf(authenticators);
        leftOut = Set.copyOf(leftOut);
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
        private List<Authenticator> authenticators = List.of();
        private Mount mount = Mount.ROOT;
        private final Set<RouteGroup> leftOut = EnumSet.noneOf(RouteGroup.class);
        private boolean secureCookies;
        private Duration cookieLifetime = Duration.ofDays(1);
        private int maxBodyBytes = 128 * 1024;
        private int requestsInFlight = 8;
        private int anonymousRequests = 2000;
        private Duration answerWithin = Duration.ofMillis(4500);
        private Duration heartbeat = Duration.ofSeconds(15);
        private Duration stall = Duration.ofSeconds(60);
        private RequestObserver observer = RequestObserver.NONE;
        private boolean wholeServer;
        private boolean manual;

        private Builder(Executor executor) {
            this.executor = executor;
        }

        /**
         * Sets the origins whose pages may call this server: scheme, host and port as the browser sends them, without a
         * slash at the end.
         */
        public Builder allowedOrigins(Set<String> origins) {
            this.allowedOrigins = origins;
            return this;
        }

        public Builder trustedProxies(List<AddressRange> proxies) {
            this.trustedProxies = proxies;
            return this;
        }

        /**
         * Sets what identifies the callers, in the order in which it is asked. The tokens of the chat are no longer
         * accepted, unless a {@link dev.chatrooms.application.identity.TokenAuthenticator} is the last of them.
         */
        public Builder authenticators(Authenticator... inOrder) {
            this.authenticators = List.of(inOrder);
            return this;
        }

        /**
         * Sets the path under which all routes are served, such as {@code /chat}. By default they are served at the
         * root of the host's server, or of its context path.
         *
         * @throws IllegalArgumentException if it does not begin with a slash, ends with one, or contains other
         *     characters than letters, digits and {@code - . _ ~}
         */
        public Builder basePath(String path) {
            this.mount = mount.withBasePath(path);
            return this;
        }

        /** Sets the path under which clients reach the routes, if a proxy changes the path of the requests. */
        public Builder publicPath(String path) {
            this.mount = mount.withPublicPath(path);
            return this;
        }

        /** Leaves out groups of routes. Their paths are the host's, or are not found. */
        public Builder without(RouteGroup... groups) {
            Collections.addAll(leftOut, groups);
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

        public Builder anonymousRequests(int requests) {
            this.anonymousRequests = requests;
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

        public Builder manual(boolean served) {
            this.manual = served;
            return this;
        }

        public HttpSettings build() {
            return new HttpSettings(
                    executor,
                    allowedOrigins,
                    trustedProxies,
                    authenticators,
                    mount,
                    leftOut,
                    secureCookies,
                    cookieLifetime,
                    maxBodyBytes,
                    requestsInFlight,
                    anonymousRequests,
                    answerWithin,
                    heartbeat,
                    stall,
                    observer,
                    wholeServer,
                    manual);
        }
    }
}
