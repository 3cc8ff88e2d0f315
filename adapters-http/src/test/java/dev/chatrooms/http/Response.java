package dev.chatrooms.http;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as a client sees it. */
record Response(int status, HttpHeaders headers, String body) {
    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The text at a place in the JSON. */
    String at(String pointer) {
        return json().at(pointer).asString("");
    }

    /** The problem's stable code. */
    String code() {
        return at("/code");
    }

    /** The blamed fields as "field code". */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        json().path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }

    /** Empty where there is none. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
