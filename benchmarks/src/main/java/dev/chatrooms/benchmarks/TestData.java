package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.persistence.PostgresPool;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Creates accounts and rooms before a measurement. It uses a chat of its own on the server's database with a trivial
 * password hasher, because hashing the passwords of thousands of accounts would take minutes.
 */
final class TestData implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int CONCURRENT_LOGINS = 32;
    private static final String PASSWORD = "correct horse";

    private final PostgresPool pool;
    private final PostgresPorts ports;
    private final Chat chat;
    /** Part of all names, so that several instances can use the same server. */
    private final String prefix = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    private int userCount;
    private int roomCount;

    /** A user who is logged in. */
    record User(Caller caller, String token) {}

    private TestData(PostgresPool pool, PostgresPorts ports, Chat chat) {
        this.pool = pool;
        this.ports = ports;
        this.chat = chat;
    }

    /** @param issuer the public URL of the server that is to accept the tokens */
    static TestData on(Database database, Path keyFile, String issuer) {
        PostgresPool pool = PostgresPool.open(new PostgresPool.Settings(
                database.source().getUrl(),
                database.source().getUser(),
                database.source().getPassword(),
                CONNECTIONS));
        PostgresPorts ports = PostgresPorts.of(pool);
        Chat chat = Chat.builder(ports.storage())
                .passwordHasher(new TrivialHasher())
                .tokenIssuer(new RsaTokenIssuer(SigningKeys.open(keyFile, null), issuer))
                .workerThreads(CONNECTIONS)
                .loginsAtOnce(CONCURRENT_LOGINS)
                .build();
        return new TestData(pool, ports, chat);
    }

    /** Registers and logs in new users. */
    List<User> users(int count) {
        List<User> all = new ArrayList<>(count);
        while (all.size() < count) {
            List<CompletableFuture<User>> batch = new ArrayList<>();
            for (int i = Math.min(CONNECTIONS, count - all.size()); i > 0; i--) {
                batch.add(user("p" + userCount++ + "-" + prefix));
            }
            batch.forEach(user -> all.add(user.join()));
        }
        return all;
    }

    private CompletableFuture<User> user(String name) {
        return chat.accounts()
                .register(Registration.of(name, PASSWORD))
                .thenCompose(account -> chat.authentication().login(new Login(name, PASSWORD, null, null)))
                .thenApply(session ->
                        new User(chat.authentication().authenticate(session.accessToken()), session.accessToken()));
    }

    /** Creates public rooms with all of the given users as members. */
    List<RoomId> rooms(int count, List<User> members) {
        List<CompletableFuture<RoomId>> created = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewRoom room = new NewRoom(RoomKind.PUBLIC, "Room " + roomCount++ + " " + prefix, null, List.of());
            created.add(chat.rooms()
                    .create(members.get(0).caller(), room)
                    .thenApply(view -> view.room().id()));
        }
        List<RoomId> ids = created.stream().map(CompletableFuture::join).toList();
        for (RoomId id : ids) {
            join(id, members);
        }
        return ids;
    }

    private void join(RoomId room, List<User> members) {
        for (int from = 0; from < members.size(); from += CONCURRENT_LOGINS) {
            members.subList(from, Math.min(members.size(), from + CONCURRENT_LOGINS)).stream()
                    .map(member -> chat.rooms().join(member.caller(), room))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    @Override
    public void close() {
        chat.close();
        ports.close();
        pool.close();
    }

    private static final class TrivialHasher implements PasswordHasher {
        private static final PasswordHash HASH = new PasswordHash("none");

        @Override
        public CompletableFuture<PasswordHash> hash(Password password) {
            return CompletableFuture.completedFuture(HASH);
        }

        @Override
        public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
            return CompletableFuture.completedFuture(hash != null);
        }
    }
}
