package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Start here: a typical session of two people. */
class WalkthroughTest {
    @Test
    void twoPeopleShouldMeetTalkAndLeave() {
        try (TestServer server = TestServer.start()) {
            Person alice = server.person("alice");
            Person bob = server.person("bob");

            String tea = alice.publicRoom("Tea");
            assertThat(bob.get("/api/v1/rooms?scope=public&search=te")
                            .json()
                            .at("/items/0/name")
                            .asString())
                    .isEqualTo("Tea");
            assertThat(bob.post(tea + "/join").json().at("/memberCount").asInt())
                    .isEqualTo(2);

            assertThat(alice.send(tea, "Hello?").status()).isEqualTo(201);
            assertThat(bob.send(tea, "Me.").json().at("/seq").asInt()).isEqualTo(2);
            assertThat(alice.get(tea + "/messages").json().at("/items").size()).isEqualTo(2);
            assertThat(alice.get(tea).json().at("/me/unread").asInt()).isEqualTo(1);

            assertThat(bob.post(tea + "/leave").status()).isEqualTo(204);
            assertThat(bob.post(tea + "/messages", "{\"text\":\"Wait\"}").code())
                    .isEqualTo("not_a_member");
            assertThat(alice.post(tea + "/leave").code()).isEqualTo("last_owner");
            assertThat(alice.delete(tea).status()).isEqualTo(204);
            assertThat(alice.get(tea).code()).isEqualTo("not_found");

            assertThat(alice.post("/api/v1/auth/logout").status()).isEqualTo(204);
            assertThat(alice.get("/api/v1/me").code()).isEqualTo("unauthenticated");
        }
    }
}
