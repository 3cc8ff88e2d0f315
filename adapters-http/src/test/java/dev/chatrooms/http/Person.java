package dev.chatrooms.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** An account that is logged in. */
record Person(TestServer server, String id, String username, String token) {
    HttpRequest.Builder request(String path) {
        return server.request(path).header("Authorization", "Bearer " + token);
    }

    Response get(String path) {
        return server.send(request(path));
    }

    Response post(String path, String json) {
        return server.send(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Response post(String path) {
        return server.send(request(path).POST(BodyPublishers.noBody()));
    }

    Response put(String path, String json) {
        return server.send(
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    Response put(String path) {
        return server.send(request(path).PUT(BodyPublishers.noBody()));
    }

    Response patch(String path, String json) {
        return server.send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    Response delete(String path) {
        return server.send(request(path).DELETE());
    }

    /** Creates a public room and returns its path. */
    String publicRoom(String name) {
        return "/api/v1/rooms/"
                + post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"" + name + "\"}")
                        .at("/id");
    }

    String privateRoom(String name) {
        return "/api/v1/rooms/"
                + post("/api/v1/rooms", "{\"kind\":\"private\",\"name\":\"" + name + "\"}")
                        .at("/id");
    }

    /** Sends a message and returns the response. */
    Response send(String room, String text) {
        return post(room + "/messages", "{\"text\":\"" + text + "\"}");
    }
}
