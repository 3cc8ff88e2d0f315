package dev.chatrooms.http.internal;

import io.javalin.http.HandlerType;

/**
 * A method of a path with its endpoint.
 *
 * @param path the path template of Javalin
 * @param open whether it needs no authentication
 * @param takesBody whether the endpoint reads a body; otherwise only an empty object is accepted
 * @param inline whether it runs on the server's thread: only for endpoints that never block and must work while all
 *     workers are busy
 * @param longRunning whether the general time limit does not apply: a long poll waits on purpose
 * @param expensive whether an account may have only few calls of this kind at work at a time
 * @param readsPages whether it reads pages of messages, which only a part of the workers do at a time
 * @param maxBodyBytes the maximum size of a body; 0 for the general limit
 * @param streamsBody whether the endpoint reads the body itself as it arrives, see {@link Call#file}
 */
public record Route(
        HandlerType method,
        String path,
        Endpoint endpoint,
        boolean open,
        boolean takesBody,
        boolean inline,
        boolean longRunning,
        boolean expensive,
        boolean readsPages,
        int maxBodyBytes,
        boolean streamsBody) {

    public static Route get(String path, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, endpoint, false, false, false, false, false, false, 0, false);
    }

    public static Route post(String path, Endpoint endpoint) {
        return new Route(HandlerType.POST, path, endpoint, false, false, false, false, false, false, 0, false);
    }

    public static Route put(String path, Endpoint endpoint) {
        return new Route(HandlerType.PUT, path, endpoint, false, false, false, false, false, false, 0, false);
    }

    public static Route patch(String path, Endpoint endpoint) {
        return new Route(HandlerType.PATCH, path, endpoint, false, false, false, false, false, false, 0, false);
    }

    public static Route delete(String path, Endpoint endpoint) {
        return new Route(HandlerType.DELETE, path, endpoint, false, false, false, false, false, false, 0, false);
    }

    public Route opened() {
        return new Route(
                method,
                path,
                endpoint,
                true,
                takesBody,
                inline,
                longRunning,
                expensive,
                readsPages,
                maxBodyBytes,
                streamsBody);
    }

    public Route takingBody() {
        return new Route(
                method,
                path,
                endpoint,
                open,
                true,
                inline,
                longRunning,
                expensive,
                readsPages,
                maxBodyBytes,
                streamsBody);
    }

    /** Returns a route whose body has a limit of its own. */
    public Route takingBody(int maxBytes) {
        return new Route(
                method, path, endpoint, open, true, inline, longRunning, expensive, readsPages, maxBytes, streamsBody);
    }

    /** Returns a route whose endpoint reads the body itself, which may take long. */
    public Route streamingBody() {
        return new Route(method, path, endpoint, open, true, inline, true, expensive, readsPages, maxBodyBytes, true);
    }

    public Route runInline() {
        return new Route(
                method,
                path,
                endpoint,
                open,
                takesBody,
                true,
                longRunning,
                expensive,
                readsPages,
                maxBodyBytes,
                streamsBody);
    }

    public Route asLongRunning() {
        return new Route(
                method,
                path,
                endpoint,
                open,
                takesBody,
                inline,
                true,
                expensive,
                readsPages,
                maxBodyBytes,
                streamsBody);
    }

    public Route limitedAsExpensive() {
        return new Route(
                method,
                path,
                endpoint,
                open,
                takesBody,
                inline,
                longRunning,
                true,
                readsPages,
                maxBodyBytes,
                streamsBody);
    }

    public Route readingPages() {
        return new Route(
                method,
                path,
                endpoint,
                open,
                takesBody,
                inline,
                longRunning,
                expensive,
                true,
                maxBodyBytes,
                streamsBody);
    }
}
