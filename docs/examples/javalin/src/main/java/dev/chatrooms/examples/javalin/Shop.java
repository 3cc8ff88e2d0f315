package dev.chatrooms.examples.javalin;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.examples.javalin.Customers.Customer;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** A shop with users, sessions and a database of its own. Its customers chat below {@code /chat}. */
public final class Shop implements AutoCloseable {
    private static final String COOKIE = "SHOP_SESSION";

    private final Customers customers;
    private final PostgresPorts ports;
    private final Chat chat;
    private final Javalin web;

    /**
     * Starts the shop on a free port. The database remains the caller's.
     *
     * @param origin the origin of the shop's pages, such as {@code https://shop.example}
     */
    public Shop(DataSource database, String origin) throws SQLException {
        customers = new Customers(database);
        // tag::chat[]
        Schema.migrate(database, "chat");
        ports = PostgresPorts.of(database, "chat");
        chat = Chat.builder(ports.storage()).build();
        Authenticator session = request -> request.cookie(COOKIE)
                .flatMap(customers::inSession)
                .map(customer -> Credential.ambient(() -> vouchFor(customer)));
        HttpAdapter http = HttpAdapter.of(
                chat,
                HttpSettings.using(chat.workers())
                        .basePath("/chat")
                        .authenticators(session)
                        .allowedOrigins(Set.of(origin))
                        .without(RouteGroup.AUTHENTICATION, RouteGroup.REGISTRATION)
                        .build());
        WebSocketAdapter sockets = new WebSocketAdapter(
                chat,
                chat.workers(),
                WebSocketSettings.allowing(Set.of(origin)).withBasePath("/chat").withAuthenticators(session));
        // end::chat[]
        web = Javalin.create(config -> {
            config.routes.get("/health/live", request -> request.result("The shop is open."));
            config.routes.post("/login", this::logIn);
            config.routes.post("/logout", this::logOut);
            http.accept(config);
            sockets.accept(config);
        });
        web.start("127.0.0.1", 0);
    }

    int port() {
        return web.port();
    }

    Customers customers() {
        return customers;
    }

    private void logIn(Context request) throws SQLException {
        Optional<String> session = customers.logIn(String.valueOf(request.formParam("email")));
        session.ifPresentOrElse(
                id -> request.header("Set-Cookie", COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax"),
                () -> request.status(HttpStatus.UNAUTHORIZED));
    }

    // tag::session[]
    /** Makes the account of a customer with the first request. The e-mail address is the id in both. */
    private Caller vouchFor(Customer customer) {
        return chat.sessions().vouch(customer.email(), AccountProfile.named(customer.name()), null, null);
    }

    /** Ends the customer's session in the shop, and with it the sockets and event streams in the chat. */
    private void logOut(Context request) {
        Optional.ofNullable(request.cookie(COOKIE))
                .flatMap(customers::logOut)
                .flatMap(customer -> chat.administration().findByExternalId(customer.email()))
                .ifPresent(account -> chat.sessions().end(account.id()).join());
        request.removeCookie(COOKIE);
    }
    // end::session[]

    @Override
    public void close() {
        web.stop();
        chat.close();
        ports.close();
    }
}
