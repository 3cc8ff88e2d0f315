package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.wire.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every body and every error code in {@code openapi.yaml} has an example, and every operation lists its errors. */
class OpenApiExamplesTest {
    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, ErrorCode> CODES =
            Arrays.stream(ErrorCode.values()).collect(Collectors.toMap(ErrorCode::code, Function.identity()));

    private JsonNode document;

    @BeforeEach
    void readDocument() throws IOException {
        try (InputStream yaml = HttpAdapter.class.getResourceAsStream("openapi.yaml")) {
            document = YAMLMapper.shared().readTree(yaml);
        }
    }

    @Test
    void bodiesShouldHaveExamplesThatMatchTheirSchemas() {
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (String place : bodies()) {
            Collection<JsonNode> examples = examples(place);
            if (examples.isEmpty()) {
                missing.add(place);
            }
            for (JsonNode example : examples) {
                Contract.OPENAPI.assertMatches(
                        place, place + "/schema", example.path("value").toString());
                assertThat(example.path("summary").asString("")).as(place).isNotBlank();
                checked++;
            }
        }
        assertThat(missing).isEmpty();
        assertThat(checked).isGreaterThan(80);
    }

    @Test
    void parametersShouldHaveDescriptionsAndExamplesThatMatchTheirSchemas() {
        List<String> incomplete = new ArrayList<>();
        Set<String> places = parameters();
        for (String place : places) {
            JsonNode parameter = document.at(place);
            if (parameter.path("description").asString("").isBlank() || !parameter.has("example")) {
                incomplete.add(place + " " + parameter.path("name").asString());
            } else {
                Contract.OPENAPI.assertMatches(
                        place, place + "/schema", parameter.path("example").toString());
            }
        }
        assertThat(incomplete).isEmpty();
        assertThat(places).hasSizeGreaterThan(30);
    }

    /** The examples of a response list its codes: a schema for each list would be a class in each generated client. */
    @Test
    void examplesOfProblemsShouldListTheCodes() {
        for (Map.Entry<String, JsonNode> operation : operations().entrySet()) {
            operation.getValue().path("responses").forEachEntry((status, response) -> {
                if (Integer.parseInt(status) >= 400 && !operation.getKey().contains("/health/ready")) {
                    String place = operation.getKey() + " " + status;
                    JsonNode problem = resolved(response).path("content").path(PROBLEM);
                    Set<String> codes = codes(resolved(response));
                    assertThat(codes).as(place).isNotEmpty();
                    assertThat(problem.at("/schema/$ref").asString(""))
                            .as(place)
                            .isEqualTo("#/components/schemas/Problem");
                    problem.path("examples").forEachEntry((code, example) -> {
                        JsonNode value = resolved(example).path("value");
                        assertThat(value.path("code").asString("")).as(place).isEqualTo(code);
                        assertThat(value.path("status").asInt()).as(place).hasToString(status);
                        assertThat(value.path("title").asString(""))
                                .as(place)
                                .isEqualTo(CODES.get(code).title());
                        Contract.OPENAPI.assertMatches(place, "/components/schemas/Problem", value.toString());
                    });
                }
            });
        }
        assertThat(operations()).hasSizeGreaterThan(90);
    }

    @Test
    void operationsShouldListTheErrorsOfTheirKind() {
        Map<String, Set<String>> missing = new TreeMap<>();
        operations().forEach((name, operation) -> {
            if (!name.contains(" /api/v1/") || name.endsWith("/ws")) {
                return;
            }
            Set<String> required = new TreeSet<>(Set.of("rate_limited", "internal", "unavailable"));
            boolean isAuthenticated = !operation.has("security");
            if (isAuthenticated) {
                required.addAll(Set.of("unauthenticated", "account_disabled", "unknown_account"));
            }
            if (!name.startsWith("GET")) {
                required.addAll(Set.of("bad_request", "payload_too_large", "unsupported_media_type"));
                if (isAuthenticated) {
                    required.add("cross_site");
                }
            }
            operation.path("responses").forEach(response -> required.removeAll(codes(resolved(response))));
            if (!required.isEmpty()) {
                missing.put(name, required);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void codesShouldHaveTheStatusThatTheServerGivesThem() {
        Map<String, Set<Integer>> documented = new TreeMap<>();
        operations()
                .values()
                .forEach(operation -> operation
                        .path("responses")
                        .forEachEntry((status, response) -> codes(resolved(response))
                                .forEach(code -> documented
                                        .computeIfAbsent(code, key -> new TreeSet<>())
                                        .add(Integer.valueOf(status)))));
        documented.forEach(
                (code, statuses) -> assertThat(statuses).as(code).contains(Problems.status(CODES.get(code))));
        assertThat(documented.keySet()).isEqualTo(new TreeSet<>(CODES.keySet()));
    }

    /** Returns the places of all JSON bodies of requests and successful responses, as JSON pointers. */
    private List<String> bodies() {
        List<String> places = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    String place = "/paths/" + escaped(path) + "/" + method;
                    addJson(places, place + "/requestBody/content");
                    operation
                            .path("responses")
                            .propertyNames()
                            .forEach(status -> addJson(places, place + "/responses/" + status + "/content"));
                }));
        return places;
    }

    /** Returns the places of all parameters, as JSON pointers. */
    private Set<String> parameters() {
        Set<String> places = new TreeSet<>();
        document.at("/components/parameters")
                .propertyNames()
                .forEach(name -> places.add("/components/parameters/" + escaped(name)));
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    for (int i = 0; i < operation.path("parameters").size(); i++) {
                        if (!operation.path("parameters").get(i).has("$ref")) {
                            places.add("/paths/" + escaped(path) + "/" + method + "/parameters/" + i);
                        }
                    }
                }));
        return places;
    }

    private void addJson(List<String> places, String content) {
        for (String type : List.of("application/json", "text/event-stream")) {
            String place = content + "/" + escaped(type);
            if (document.at(place).isObject()) {
                places.add(place);
            }
        }
    }

    private List<JsonNode> examples(String place) {
        List<JsonNode> examples = new ArrayList<>();
        document.at(place + "/examples").forEach(example -> examples.add(resolved(example)));
        return examples;
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) ->
                        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }

    private static Set<String> codes(JsonNode response) {
        return new TreeSet<>(
                response.at("/content/" + escaped(PROBLEM) + "/examples").propertyNames());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
