package dev.chatrooms.http;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.identity.Authenticators;
import dev.chatrooms.http.account.AccountRoutes;
import dev.chatrooms.http.account.AvatarRoutes;
import dev.chatrooms.http.account.ProfileRoutes;
import dev.chatrooms.http.account.RecoveryRoutes;
import dev.chatrooms.http.account.SessionRoutes;
import dev.chatrooms.http.admin.AccountAdministrationRoutes;
import dev.chatrooms.http.admin.ConfigurationRoutes;
import dev.chatrooms.http.admin.ReportRoutes;
import dev.chatrooms.http.admin.RoomAdministrationRoutes;
import dev.chatrooms.http.event.EventRoutes;
import dev.chatrooms.http.event.TypingRoutes;
import dev.chatrooms.http.file.FileRoutes;
import dev.chatrooms.http.internal.ApiServlet;
import dev.chatrooms.http.internal.Dispatcher;
import dev.chatrooms.http.internal.Draining;
import dev.chatrooms.http.internal.HeaderFilter;
import dev.chatrooms.http.internal.JettyProblems;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.internal.Routing;
import dev.chatrooms.http.internal.ServerOptionsHandler;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.http.internal.TransferLimit;
import dev.chatrooms.http.message.MessageEditingRoutes;
import dev.chatrooms.http.message.MessageRoutes;
import dev.chatrooms.http.operation.DocumentationRoutes;
import dev.chatrooms.http.operation.HealthRoutes;
import dev.chatrooms.http.people.PeopleRoutes;
import dev.chatrooms.http.people.PersonalListRoutes;
import dev.chatrooms.http.room.InviteRoutes;
import dev.chatrooms.http.room.MembershipSettingsRoutes;
import dev.chatrooms.http.room.RoomModerationRoutes;
import dev.chatrooms.http.room.RoomRoutes;
import dev.chatrooms.http.search.SearchRoutes;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.FilterHolder;

/**
 * The HTTP API as a plugin of Javalin: {@code Javalin.create(HttpAdapter.of(chat, settings))}, or
 * {@code HttpAdapter.of(chat, settings).accept(config)} beside a host's own routes.
 *
 * <p>The adapter answers all paths under {@code /api/v1}, including unknown ones, so a host must add its own routes
 * there first. It also answers {@code /health/…}, {@code /openapi.yaml}, {@code /docs/errors} and
 * {@code /.well-known/jwks.json}. {@link HttpSettings.Builder#basePath} moves all of them, and
 * {@link HttpSettings.Builder#without} leaves groups of them out. The host's error, exception and after handlers do not
 * see these requests, and the adapter does not affect the host's other routes.
 *
 * <p>On a servlet container without Javalin's server, such as Tomcat, {@link #servlet()} serves the same routes.
 */
public final class HttpAdapter implements Consumer<JavalinConfig> {
    /** A transfer keeps no worker, so an account may have more of them at a time than other requests. */
    private static final int TRANSFERS_PER_REQUEST = 2;

    private static final int MAX_TRANSFERS = 1000;

    private final HttpSettings settings;
    private final Dispatcher dispatcher;
    private final EventRoutes events;
    private final Timers timers;
    private final Draining draining = new Draining();
    private final List<Route> routes = new ArrayList<>();

    /** Creates an adapter with some parts of the chat replaced, so that tests can make them fail. */
    HttpAdapter(
            Chat chat,
            AccountManagement accounts,
            LiveEvents events,
            Supplier<Map<String, Health.Part>> health,
            HttpSettings settings,
            Timers timers) {
        this.settings = settings;
        this.timers = timers;
        this.dispatcher = new Dispatcher(
                settings,
                chat.authentication(),
                chat.clock(),
                chat.transferMemory(),
                chat.pageReaders(),
                chat.largePageReaders(),
                timers,
                draining);
        this.events = new EventRoutes(events, chat.streamPlaces(), chat.rooms(), settings, timers);
        AccountRoutes account =
                new AccountRoutes(accounts, Authenticators.of(settings.authenticators(), chat.authentication()));
        add(RouteGroup.REGISTRATION, account.registration());
        routes.addAll(account.routes());
        add(RouteGroup.AUTHENTICATION, new SessionRoutes(chat.authentication(), settings).routes());
        add(RouteGroup.AUTHENTICATION, new RecoveryRoutes(chat.recovery()).routes());
        routes.addAll(new ProfileRoutes(chat.profiles()).routes());
        routes.addAll(new AvatarRoutes(chat.profiles()).routes());
        routes.addAll(new PeopleRoutes(chat.people()).routes());
        routes.addAll(new PersonalListRoutes(chat.personalLists()).routes());
        routes.addAll(new RoomModerationRoutes(chat.moderation()).routes());
        routes.addAll(new InviteRoutes(chat.invitations()).routes());
        routes.addAll(new RoomRoutes(chat.rooms(), chat.directRooms()).routes());
        routes.addAll(new MembershipSettingsRoutes(chat.membershipSettings()).routes());
        routes.addAll(new TypingRoutes(chat.typing()).routes());
        routes.addAll(new SearchRoutes(chat.search()).routes());
        routes.addAll(new MessageRoutes(chat.messages()).routes());
        routes.addAll(new MessageEditingRoutes(chat.editing()).routes());
        routes.addAll(new AccountAdministrationRoutes(chat.administration()).routes());
        routes.addAll(new RoomAdministrationRoutes(chat.administration()).routes());
        routes.addAll(new ReportRoutes(chat.administration()).routes());
        routes.addAll(new ConfigurationRoutes(chat.administration(), chat.configuration()).routes());
        routes.addAll(new FileRoutes(chat.files(), transferLimit(), transferLimit()).routes());
        routes.addAll(this.events.routes());
        add(RouteGroup.OPERATIONS, new HealthRoutes(health, settings.executor(), timers, draining).routes());
        add(RouteGroup.DOCUMENTATION, new DocumentationRoutes(settings.manual()).routes());
    }

    private TransferLimit transferLimit() {
        int transfers = (int) Math.min(MAX_TRANSFERS, (long) TRANSFERS_PER_REQUEST * settings.requestsInFlight());
        return new TransferLimit(transfers, settings.executor(), timers);
    }

    private void add(RouteGroup group, List<Route> added) {
        if (!settings.leftOut().contains(group)) {
            routes.addAll(added);
        }
    }

    /** Creates the adapter of a chat. Register it with {@link #accept}, or use its {@link #servlet()}. */
    public static HttpAdapter of(Chat chat, HttpSettings settings) {
        return new HttpAdapter(chat, chat.accounts(), chat.events(), chat.health()::check, settings, Timers.SYSTEM);
    }

    /** Returns the number of open event streams and waiting long polls. */
    public int openStreams() {
        return events.openStreams();
    }

    /**
     * Announces that the server will stop: {@code /health/ready} answers 503 from now on, and responses close their
     * connections. Everything is still served. Stopping the Javalin does the same, but then a load balancer has no time
     * to notice it.
     */
    public void startDraining() {
        draining.begin();
    }

    /**
     * Ends all event streams and long polls with their current cursor, and those that start later after their first
     * item. Stopping the Javalin does the same.
     */
    public void endStreams() {
        events.endStreams();
    }

    /**
     * Returns a servlet that serves the routes on a host's container, which must support asynchronous requests. The
     * host maps it to {@link #servletPaths()}, and calls {@link #startDraining()} and {@link #endStreams()} before the
     * container stops. Javalin only finds the route of a request; no server of its own is started.
     */
    public HttpServlet servlet() {
        Routing routing = new Routing(dispatcher, routes, settings.mount().basePath());
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.startup.showOldJavalinVersionWarning = false;
            routing.register(config.routes);
        });
        return new ApiServlet(javalin.javalinServlet(), timers, settings.stall());
    }

    /** Returns the patterns of the paths that the servlet serves. */
    public Set<String> servletPaths() {
        String basePath = settings.mount().basePath();
        Set<String> paths = new LinkedHashSet<>(Set.of(basePath + Routing.BASE + "/*"));
        routes.stream()
                .map(Route::path)
                .filter(path -> !path.startsWith(Routing.BASE + "/"))
                .forEach(path -> paths.add(basePath + path));
        return paths;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    @Override
    public void accept(JavalinConfig config) {
        Routing routing = new Routing(dispatcher, routes, settings.mount().basePath());
        routing.register(config.routes);
        if (settings.wholeServer()) {
            routing.answerEverythingElse(config.routes);
            config.jetty.modifyServer(server -> {
                server.setErrorHandler(new JettyProblems(settings.mount().forClients(config.router.contextPath)));
                server.insertHandler(new ServerOptionsHandler());
            });
        }
        config.jetty.modifyServletContextHandler(servlets -> {
            FilterHolder filter = new FilterHolder(new HeaderFilter());
            filter.setAsyncSupported(true);
            // The filter must not affect the host's other routes.
            for (String guarded : settings.wholeServer() ? Set.of("/*") : servletPaths()) {
                servlets.addFilter(filter, guarded, EnumSet.of(DispatcherType.REQUEST));
            }
        });
        // Otherwise a graceful stop of the server would wait for the streams.
        config.events.serverStopping(() -> {
            startDraining();
            endStreams();
        });
    }
}
