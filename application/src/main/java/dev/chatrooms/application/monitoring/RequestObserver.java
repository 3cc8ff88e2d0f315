package dev.chatrooms.application.monitoring;

import java.time.Duration;

/** Observes responses before they are sent. Called on any thread. Must be quick and must not throw. */
@FunctionalInterface
public interface RequestObserver {
    /** An observer that does nothing. */
    RequestObserver NONE = (method, route, status, took) -> {};

    /** Replaces the method and the path of a request without a route, since clients could choose any number of them. */
    String OTHER = "other";

    /**
     * Called when the response to a request is known.
     *
     * @param method the method of the route, in capitals, which for HEAD is GET; {@link #OTHER} without a route
     * @param route the path template, such as {@code /api/v1/rooms/{room}}, or {@link #OTHER}
     * @param status the status of the response
     * @param took the time from the request's headers to the response, including the arrival of the body and the wait
     *     of a long poll; for a stream, the time until it started
     */
    void answered(String method, String route, int status, Duration took);
}
