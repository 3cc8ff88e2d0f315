package dev.chatrooms.examples.javalin;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.examples.javalin.Customers.Customer;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** A shop with users, sessions and a database of its own. Its customers chat below {@code /chat}. */
public final class Shop implements AutoCloseable {
    private static final String COOKIE = "SHOP_SESSION";

    private final Customers customers;
    private final PostgresPorts ports;
    private final BcryptPasswordHasher hasher = new BcryptPasswordHasher(12);
    private final Chat chat;
    private final Javalin web;

    /** Starts the shop on a free port. The database remains the caller's. */
    public Shop(DataSource database, Path keyFile) throws SQLException {
        customers = new Customers(database);
        // tag::chat[]
        Schema.migrate(database, "chat");
        ports = PostgresPorts.of(database, "chat");
        chat = Chat.builder(ports.storage())
                .passwordHasher(hasher)
                .tokenIssuer(new RsaTokenIssuer(SigningKeys.open(keyFile, null)))
                .build();
        HttpAdapter http = HttpAdapter.of(
                chat,
                HttpSettings.using(chat.workers())
                        .basePath("/chat")
                        .without(RouteGroup.REGISTRATION)
                        .build());
        WebSocketAdapter sockets = new WebSocketAdapter(
                chat, chat.workers(), WebSocketSettings.allowing(Set.of()).withBasePath("/chat"));
        // end::chat[]
        web = Javalin.create(config -> {
            config.routes.get("/health/live", request -> request.result("The shop is open."));
            config.routes.post("/login", this::logIn);
            config.routes.post("/chat-token", this::issueChatToken);
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

    // tag::token[]
    /** Answers a customer of the shop with an access token of the chat. The e-mail address is the id in both. */
    private void issueChatToken(Context request) {
        Optional<Customer> customer =
                Optional.ofNullable(request.cookie(COOKIE)).flatMap(customers::inSession);
        if (customer.isEmpty()) {
            request.status(HttpStatus.UNAUTHORIZED);
            return;
        }
        String email = customer.get().email();
        AccountProfile profile = AccountProfile.named(customer.get().name());
        CompletableFuture<SignedIn> session = chat.administration()
                .ensureAccount(email, profile)
                .thenCompose(account -> chat.sessions().open(account.id()));
        request.future(() -> session.thenAccept(opened -> request.result(opened.accessToken())));
    }
    // end::token[]

    @Override
    public void close() {
        web.stop();
        chat.close();
        ports.close();
        hasher.close();
    }
}
