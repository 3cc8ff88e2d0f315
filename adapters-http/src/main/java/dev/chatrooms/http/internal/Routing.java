package dev.chatrooms.http.internal;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Registers the routes with Javalin. Also answers {@code HEAD}, {@code OPTIONS}, other methods of a known path, and
 * unknown paths under {@link #BASE}. Javalin has options for some of these, but they apply to the whole server, which
 * may be a host's.
 */
public final class Routing {
    /** The prefix of the API's paths. */
    public static final String BASE = "/api/v1";

    private final Dispatcher dispatcher;
    private final Map<String, Path> paths;
    private final String basePath;

    /** A path with its methods. */
    private record Path(Pattern shape, Map<HandlerType, Route> routes) {
        String methods() {
            List<String> names = new ArrayList<>();
            routes.keySet().forEach(method -> names.add(method.name()));
            if (routes.containsKey(HandlerType.GET)) {
                names.add("HEAD");
            }
            names.add("OPTIONS");
            return String.join(", ", names);
        }
    }

    /** @param basePath precedes the paths of the routes */
    public Routing(Dispatcher dispatcher, List<Route> routes, String basePath) {
        this.basePath = basePath;
        this.dispatcher = dispatcher;
        this.paths = routes.stream()
                .collect(Collectors.groupingBy(
                        Route::path,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Routing::path)));
    }

    private static Path path(List<Route> routes) {
        Pattern shape = Pattern.compile(routes.get(0).path().replaceAll("\\{[a-z]+}", "[^/]+") + "/?");
        Map<HandlerType, Route> byMethod = routes.stream()
                .collect(Collectors.toMap(Route::method, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        return new Path(shape, byMethod);
    }

    public void register(RoutesConfig javalin) {
        String api = basePath + BASE;
        javalin.before(api + "/*", this::refuseUnknownMethod);
        paths.forEach((template, path) -> {
            if (!template.startsWith(BASE + "/")) {
                javalin.before(basePath + template, this::refuseUnknownMethod);
            }
            for (HandlerType method : HandlerType.commonHttp()) {
                javalin.addHttpHandler(method, basePath + template, context -> serve(context, path));
            }
        });
        for (HandlerType method : HandlerType.commonHttp()) {
            javalin.addHttpHandler(method, api, dispatcher::refusePath);
            javalin.addHttpHandler(method, api + "/<rest>", dispatcher::refusePath);
        }
    }

    /** Answers unknown paths outside the API as those under it, for a server without other routes. */
    public void answerEverythingElse(RoutesConfig javalin) {
        javalin.error(404, context -> {
            Answer answer = dispatcher.unknownPath(context);
            context.contentType(String.valueOf(answer.contentType())).result(answer.content(dispatcher.base(context)));
        });
    }

    private void serve(Context context, Path path) {
        HandlerType method = context.method().equals(HandlerType.HEAD) ? HandlerType.GET : context.method();
        Route route = path.routes().get(method);
        if (route != null) {
            dispatcher.serve(context, route);
        } else if (method.equals(HandlerType.OPTIONS)) {
            dispatcher.serveOptions(context, path.methods());
        } else {
            dispatcher.refuseMethod(context, path.methods());
        }
    }

    /** Answers methods that Javalin does not know, which reach no route. */
    private void refuseUnknownMethod(Context context) {
        if (HandlerType.commonHttp().contains(context.method())) {
            return;
        }
        String wanted = context.path().substring(context.contextPath().length() + basePath.length());
        Optional<Path> path = paths.values().stream()
                .filter(p -> p.shape().matcher(wanted).matches())
                .findFirst();
        if (path.isPresent()) {
            dispatcher.refuseMethod(context, path.get().methods());
        } else {
            dispatcher.refusePath(context);
        }
    }
}
