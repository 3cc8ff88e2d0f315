package dev.chatrooms.http.internal;

import io.javalin.http.HandlerType;

/**
 * One method of one path, and how it is to be run.
 *
 * @param path as Javalin has it, from the root
 * @param open whether strangers may call it
 * @param takesBody whether the endpoint reads a body; where it does not, nothing but an empty object may come
 * @param inline whether it runs on the server's own thread: only for what never waits and has to work when everything else is stuck
 * @param unhurried whether it may take longer than other answers: a long poll waits on purpose
 */
public record Route(
        HandlerType method,
        String path,
        Endpoint endpoint,
        boolean open,
        boolean takesBody,
        boolean inline,
        boolean unhurried) {

    public static Route get(String path, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, endpoint, false, false, false, false);
    }

    public static Route post(String path, Endpoint endpoint) {
        return new Route(HandlerType.POST, path, endpoint, false, false, false, false);
    }

    public static Route put(String path, Endpoint endpoint) {
        return new Route(HandlerType.PUT, path, endpoint, false, false, false, false);
    }

    public static Route delete(String path, Endpoint endpoint) {
        return new Route(HandlerType.DELETE, path, endpoint, false, false, false, false);
    }

    public Route opened() {
        return new Route(method, path, endpoint, true, takesBody, inline, unhurried);
    }

    public Route takingBody() {
        return new Route(method, path, endpoint, open, true, inline, unhurried);
    }

    public Route runInline() {
        return new Route(method, path, endpoint, open, takesBody, true, unhurried);
    }

    public Route takingTime() {
        return new Route(method, path, endpoint, open, takesBody, inline, true);
    }
}
