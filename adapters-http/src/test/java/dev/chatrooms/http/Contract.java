package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document, against which the tests check every response: it must document the status, the media type, the
 * headers and the code of a problem, and its schema must match. Clients have to tolerate unknown fields, but these
 * tests do not: an undocumented field is a failure. A request that succeeds must match the document too.
 */
final class Contract {
    private static final String ID = "https://chatrooms.dev/openapi.yaml";
    static final Contract OPENAPI = new Contract();

    /** The headers that any response may have; the document describes them once. */
    private static final Set<String> COMMON_HEADERS = Set.of(
            ":status",
            "access-control-allow-credentials",
            "access-control-allow-origin",
            "access-control-expose-headers",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "date",
            "transfer-encoding",
            "vary",
            "x-content-type-options");

    private final ObjectNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        try (InputStream yaml = HttpAdapter.class.getResourceAsStream("openapi.yaml")) {
            document = (ObjectNode) YAMLMapper.shared().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(document.at("/components/schemas"));
        String json = JsonMapper.shared().writeValueAsString(document);
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(ID, json))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** Forbids additional properties in objects that list their properties. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }

    /** Returns all operations as, for example, "GET /api/v1/me". */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /** Returns the values of an enumeration at a JSON pointer. */
    Set<String> enumeration(String pointer) {
        Set<String> values = new TreeSet<>();
        document.at(pointer).forEach(value -> values.add(value.asString()));
        return values;
    }

    /** Returns the entries of an object of strings at a JSON pointer. */
    Map<String, String> mapping(String pointer) {
        Map<String, String> entries = new TreeMap<>();
        document.at(pointer).forEachEntry((name, value) -> entries.put(name, value.asString()));
        return entries;
    }

    /** Returns the names of the examples of a problem, which are its codes. */
    private Set<String> examples(String response) {
        return new TreeSet<>(document.at(response + "/content/application~1problem+json/examples")
                .propertyNames());
    }

    /** Returns the problem codes of all documented responses. */
    Set<String> problemCodes() {
        Set<String> codes = new TreeSet<>();
        document.at("/components/responses")
                .propertyNames()
                .forEach(name -> codes.addAll(examples("/components/responses/" + name)));
        return codes;
    }

    void check(String method, String path, Response response) {
        String template = pathTemplate(path);
        String call = method + " " + path + " -> " + response.status();
        if (template == null || method.equals("OPTIONS") || response.status() == 405) {
            assertThat(response.status()).as(call).isIn(204, 400, 404, 405);
            if (response.status() >= 400) {
                assertMatches(call, "/components/schemas/Problem", response.body());
                assertThat(response.at("/code").equals("method_not_allowed"))
                        .as(call)
                        .isEqualTo(response.status() == 405);
            }
            return;
        }
        String operation =
                "/paths/" + escaped(template) + "/" + (method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT));
        assertThat(document.at(operation).isObject())
                .as(call + ": no such operation")
                .isTrue();
        String pointer = resolved(operation + "/responses/" + response.status());
        assertThat(document.at(pointer).isObject())
                .as(call + ": " + response.body())
                .isTrue();
        checkHeaders(call, pointer + "/headers", response);
        checkContent(call, method, pointer, response);
    }

    private void checkHeaders(String call, String pointer, Response response) {
        Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        document.at(pointer).propertyNames().forEach(name -> {
            documented.add(name);
            JsonNode header = document.at(resolved(pointer + "/" + escaped(name)));
            if (header.path("required").asBoolean(false)) {
                assertThat(response.header(name)).as(call + ": " + name).isNotEmpty();
            }
        });
        if (response.status() < 400 && !response.header("Cache-Control").equals("no-store")) {
            assertThat(documented).as(call + ": a response that may be cached").contains("Cache-Control");
        }
        documented.addAll(COMMON_HEADERS);
        assertThat(documented)
                .as(call + ": the headers of the response are documented")
                .containsAll(response.headers().map().keySet());
    }

    /** Checks the query and the body of a request that has succeeded. */
    void checkRequest(HttpRequest request, int status) {
        String template = pathTemplate(request.uri().getPath());
        if (status >= 300
                || template == null
                || !Set.of("GET", "POST", "PUT", "PATCH").contains(request.method())) {
            return;
        }
        String call = request.method() + " " + request.uri();
        String operation =
                "/paths/" + escaped(template) + "/" + request.method().toLowerCase(Locale.ROOT);
        Set<String> parameters = parameters(operation, "query");
        if (request.uri().getRawQuery() != null) {
            for (String parameter : request.uri().getRawQuery().split("&")) {
                if (!parameter.isEmpty()) {
                    assertThat(parameters).as(call).contains(parameter.replaceAll("=.*", ""));
                }
            }
        }
        String body = operation + "/requestBody/content/application~1json/schema";
        if (document.at(body).isObject()) {
            String json = RequestBody.of(request).replaceFirst("^\uFEFF", "");
            boolean isRequired =
                    document.at(operation + "/requestBody/required").asBoolean(false);
            if (isRequired || !json.isEmpty()) {
                assertMatches(call, body, json);
            }
        }
    }

    /** Returns the names of the parameters of an operation, at a place such as {@code query}. */
    private Set<String> parameters(String operation, String place) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < document.at(operation + "/parameters").size(); i++) {
            JsonNode parameter = document.at(resolved(operation + "/parameters/" + i));
            if (parameter.path("in").asString("").equals(place)) {
                names.add(parameter.path("name").asString());
            }
        }
        return names;
    }

    /** Returns the place that a reference leads to, or the place itself. */
    private String resolved(String pointer) {
        String ref = document.at(pointer + "/$ref").asString("");
        return ref.isEmpty() ? pointer : ref.substring(1);
    }

    private void checkContent(String call, String method, String pointer, Response response) {
        JsonNode content = document.at(pointer + "/content");
        String type = response.header("Content-Type").replaceAll(";.*", "");
        if (content.isMissingNode()) {
            assertThat(response.body()).as(call).isEmpty();
            return;
        }
        assertThat(content.has(type) || content.has("*/*"))
                .as(call + ": " + type)
                .isTrue();
        if (!method.equals("HEAD") && type.endsWith("json")) {
            assertMatches(call, pointer + "/content/" + escaped(type) + "/schema", response.body());
            if (type.equals("application/problem+json")) {
                assertThat(examples(pointer)).as(call).contains(response.at("/code"));
            }
        }
    }

    /** Asserts that JSON matches a schema of the document. */
    void assertMatches(String description, String pointer, String json) {
        Schema schema = schemas.computeIfAbsent(
                pointer,
                p -> registry.getSchema(
                        SchemaLocation.of(ID + "#" + p.replace("{", "%7B").replace("}", "%7D"))));
        assertThat(schema.validate(json, InputFormat.JSON))
                .as(description + ": " + json)
                .isEmpty();
    }

    private String pathTemplate(String path) {
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            if (path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+"))) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
