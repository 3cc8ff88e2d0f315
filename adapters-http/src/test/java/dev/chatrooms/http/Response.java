package dev.chatrooms.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response. */
record Response(int status, HttpHeaders headers, String body) {
    static Response of(HttpResponse<String> raw) {
        return new Response(raw.statusCode(), raw.headers(), raw.body());
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** Returns the text at a JSON pointer, or an empty string. */
    String at(String pointer) {
        return json().at(pointer).asString("");
    }

    /** Returns the code of a problem. */
    String code() {
        return at("/code");
    }

    /** Returns the field errors of a problem, each as "field code". */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        json().path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }

    /** Returns a header, or an empty string if it is missing. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
