package dev.chatrooms.websocket;

import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A server for the tests of a class, with a new room of Alice and Bob for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoomOfTwo {
    TestServer server;
    Person alice;
    Person bob;
    RoomId room;

    @BeforeAll
    void start() {
        server = new TestServer();
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @BeforeEach
    void createRoom() {
        room = server.room(alice, bob);
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
