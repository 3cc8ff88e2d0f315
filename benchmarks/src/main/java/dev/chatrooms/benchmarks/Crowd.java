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
 * People in rooms, made before something is measured: by a chat of its own on the server's database, whose password
 * hash costs nothing. Thousands of accounts would otherwise take minutes.
 */
final class Crowd implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int AT_ONCE = 32;
    private static final String PASSWORD = "correct horse";

    private final PostgresPool pool;
    private final PostgresPorts ports;
    private final Chat chat;
    /** In all names, so that there may be another crowd on the same server. */
    private final String prefix = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    private int people;
    private int rooms;

    /** Somebody who is signed in. */
    record Person(Caller caller, String token) {}

    private Crowd(PostgresPool pool, PostgresPorts ports, Chat chat) {
        this.pool = pool;
        this.ports = ports;
        this.chat = chat;
    }

    static Crowd on(Database database, Path keyFile) {
        PostgresPool pool = PostgresPool.open(new PostgresPool.Settings(
                database.source().getUrl(),
                database.source().getUser(),
                database.source().getPassword(),
                CONNECTIONS));
        PostgresPorts ports = PostgresPorts.of(pool);
        Chat chat = Chat.builder(ports.storage())
                .passwordHasher(new NoHash())
                .tokenIssuer(new RsaTokenIssuer(SigningKeys.open(keyFile, null)))
                .workerThreads(CONNECTIONS)
                .loginsAtOnce(AT_ONCE)
                .build();
        return new Crowd(pool, ports, chat);
    }

    /** Registers and signs in so many more. */
    List<Person> people(int count) {
        List<Person> all = new ArrayList<>(count);
        while (all.size() < count) {
            List<CompletableFuture<Person>> some = new ArrayList<>();
            for (int i = Math.min(CONNECTIONS, count - all.size()); i > 0; i--) {
                some.add(person("p" + people++ + "-" + prefix));
            }
            some.forEach(person -> all.add(person.join()));
        }
        return all;
    }

    private CompletableFuture<Person> person(String name) {
        return chat.accounts()
                .register(Registration.of(name, PASSWORD))
                .thenCompose(account -> chat.authentication().login(new Login(name, PASSWORD, null, null)))
                .thenApply(session ->
                        new Person(chat.authentication().authenticate(session.accessToken()), session.accessToken()));
    }

    /** Makes so many public rooms, with all of these people in them. */
    List<RoomId> rooms(int count, List<Person> members) {
        List<CompletableFuture<RoomId>> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewRoom room = new NewRoom(RoomKind.PUBLIC, "Room " + rooms++ + " " + prefix, null, List.of());
            made.add(chat.rooms()
                    .create(members.get(0).caller(), room)
                    .thenApply(view -> view.room().id()));
        }
        List<RoomId> ids = made.stream().map(CompletableFuture::join).toList();
        for (RoomId id : ids) {
            join(id, members);
        }
        return ids;
    }

    private void join(RoomId room, List<Person> members) {
        for (int from = 0; from < members.size(); from += AT_ONCE) {
            members.subList(from, Math.min(members.size(), from + AT_ONCE)).stream()
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

    private static final class NoHash implements PasswordHasher {
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
