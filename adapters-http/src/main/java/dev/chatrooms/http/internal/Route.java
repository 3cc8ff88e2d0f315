package dev.chatrooms.http.internal;

import io.javalin.http.HandlerType;

/**
 * One method of one path, and how it is to be run.
 *
 * @param path as Javalin has it, from the root
 * @param open whether strangers may call it
 * @param takesBody whether the endpoint reads a body; where it does not, nothing but an empty object may come
 * @param inline whether it runs on the server's own thread: only for what never waits and has to work when everything
 *     else is stuck
 * @param unhurried whether it may take longer than other answers: a long poll waits on purpose
 * @param maxBodyBytes how large a body may be; 0 for as large as any
 */
public record Route(
        HandlerType method,
        String path,
        Endpoint endpoint,
        boolean open,
        boolean takesBody,
        boolean inline,
        boolean unhurried,
        int maxBodyBytes) {

    public static Route get(String path, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, endpoint, false, false, false, false, 0);
    }

    public static Route post(String path, Endpoint endpoint) {
        return new Route(HandlerType.POST, path, endpoint, false, false, false, false, 0);
    }

    public static Route put(String path, Endpoint endpoint) {
        return new Route(HandlerType.PUT, path, endpoint, false, false, false, false, 0);
    }

    public static Route patch(String path, Endpoint endpoint) {
        return new Route(HandlerType.PATCH, path, endpoint, false, false, false, false, 0);
    }

    public static Route delete(String path, Endpoint endpoint) {
        return new Route(HandlerType.DELETE, path, endpoint, false, false, false, false, 0);
    }

    public Route opened() {
        return new Route(method, path, endpoint, true, takesBody, inline, unhurried, maxBodyBytes);
    }

    public Route takingBody() {
        return new Route(method, path, endpoint, open, true, inline, unhurried, maxBodyBytes);
    }

    /** As {@link #takingBody()}, of so many bytes at most, whatever the settings say of others. */
    public Route takingBody(int maxBytes) {
        return new Route(method, path, endpoint, open, true, inline, unhurried, maxBytes);
    }

    public Route runInline() {
        return new Route(method, path, endpoint, open, takesBody, true, unhurried, maxBodyBytes);
    }

    public Route takingTime() {
        return new Route(method, path, endpoint, open, takesBody, inline, true, maxBodyBytes);
    }
}
