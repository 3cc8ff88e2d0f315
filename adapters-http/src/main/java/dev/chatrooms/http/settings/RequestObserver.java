package dev.chatrooms.http.settings;

import java.time.Duration;

/**
 * Is told of each request that has its answer, before the answer is sent. Called on any thread; must be quick, and must
 * not throw.
 */
@FunctionalInterface
public interface RequestObserver {
    /** Says nothing to anybody. */
    RequestObserver NONE = (method, route, status, took) -> {};

    /**
     * What stands for the method and the path of a request that no route answers; what its client wrote there has no
     * bounds.
     */
    String OTHER = "other";

    /**
     * A request was answered.
     *
     * @param method of the route, in capitals; a HEAD counts as the GET that it is. {@link #OTHER} where no route
     *     answers
     * @param route the path with names in the place of values, as {@code /api/v1/rooms/{room}}, or {@link #OTHER}
     * @param status of the answer
     * @param took from the head of the request until the answer was known, its body's arrival and a long poll's waiting
     *     included; of a stream until it began
     */
    void answered(String method, String route, int status, Duration took);
}
