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
 * Puts the routes into Javalin, and answers what is around them in our own form: other methods of a known path,
 * {@code HEAD}, {@code OPTIONS}, and unknown paths under ours. Javalin has switches for some of that, but they hold for
 * the whole server, which may be the host's.
 */
public final class Routing {
    /** Everything from here on is ours. */
    public static final String BASE = "/api/v1";

    private final Dispatcher dispatcher;
    private final Map<String, Path> paths;

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

    public Routing(Dispatcher dispatcher, List<Route> routes) {
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
        javalin.before(BASE + "/*", this::refuseStrangeMethod);
        paths.forEach((template, path) -> {
            for (HandlerType method : HandlerType.commonHttp()) {
                javalin.addHttpHandler(method, template, context -> serve(context, path));
            }
        });
        for (HandlerType method : HandlerType.commonHttp()) {
            javalin.addHttpHandler(method, BASE, dispatcher::refusePath);
            javalin.addHttpHandler(method, BASE + "/<rest>", dispatcher::refusePath);
        }
    }

    /** For a server that is ours alone: what nobody answers is answered as under our own paths. */
    public void answerEverythingElse(RoutesConfig javalin) {
        javalin.error(404, context -> {
            Answer answer = dispatcher.unknownPath(context);
            context.contentType(String.valueOf(answer.contentType())).result(answer.content());
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

    /** A method that Javalin does not know reaches no route at all. */
    private void refuseStrangeMethod(Context context) {
        if (HandlerType.commonHttp().contains(context.method())) {
            return;
        }
        String wanted = context.path().substring(context.contextPath().length());
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
