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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code openapi.yaml}, against which every answer that any test gets is held: its status must be written down for its
 * call, its content must be of a media type that is, and fit the schema. Clients are told to bear with new fields, but
 * these tests are not: a field that the document does not know fails.
 */
final class Contract {
    private static final String ID = "https://chatrooms.dev/openapi.yaml";
    static final Contract WRITTEN_DOWN = new Contract();

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

    /** Every object that lists its properties has no others. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asString("").equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }

    /** "GET /api/v1/me" for each call. */
    Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry(
                        (method, operation) -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return calls;
    }

    /** The values of an enumeration, by its place in the document. */
    Set<String> enumeration(String pointer) {
        Set<String> values = new TreeSet<>();
        document.at(pointer).forEach(value -> values.add(value.asString()));
        return values;
    }

    /** The codes of all problems that any call may answer. */
    Set<String> problemCodes() {
        Set<String> codes = new TreeSet<>();
        document.at("/components/responses")
                .propertyNames()
                .forEach(name -> codes.addAll(enumeration("/components/responses/" + name
                        + "/content/application~1problem+json/schema/allOf/1/properties/code/enum")));
        return codes;
    }

    void check(String method, String path, Response response) {
        String template = template(path);
        String call = method + " " + path + " -> " + response.status();
        if (template == null || method.equals("OPTIONS") || response.status() == 405) {
            assertThat(response.status()).as(call).isIn(204, 400, 404, 405);
            if (response.status() >= 400) {
                String problem = response.status() == 405
                        ? "/components/responses/MethodNotAllowed/content/application~1problem+json/schema"
                        : "/components/schemas/Problem";
                fits(call, problem, response.body());
            }
            return;
        }
        String operation =
                "/paths/" + escaped(template) + "/" + (method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT));
        assertThat(document.at(operation).isObject())
                .as(call + ": no such operation")
                .isTrue();
        String answer = operation + "/responses/" + response.status();
        assertThat(document.at(answer).isObject())
                .as(call + ": " + response.body())
                .isTrue();
        String ref = document.at(answer + "/$ref").asString("");
        if (!ref.isEmpty()) {
            answer = ref.substring(1);
        }
        document.at(answer + "/headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean(false)) {
                assertThat(response.header(name)).as(call + ": " + name).isNotEmpty();
            }
        });
        content(call, method, answer, response);
    }

    private void content(String call, String method, String answer, Response response) {
        JsonNode content = document.at(answer + "/content");
        String type = response.header("Content-Type").replaceAll(";.*", "");
        if (content.isMissingNode()) {
            assertThat(response.body()).as(call).isEmpty();
            return;
        }
        assertThat(content.has(type)).as(call + ": " + type).isTrue();
        if (!method.equals("HEAD") && type.endsWith("json")) {
            fits(call, answer + "/content/" + escaped(type) + "/schema", response.body());
        }
    }

    /** Holds a JSON text against a schema of the document. */
    void fits(String what, String pointer, String json) {
        Schema schema = schemas.computeIfAbsent(
                pointer,
                p -> registry.getSchema(
                        SchemaLocation.of(ID + "#" + p.replace("{", "%7B").replace("}", "%7D"))));
        assertThat(schema.validate(json, InputFormat.JSON))
                .as(what + ": " + json)
                .isEmpty();
    }

    private String template(String path) {
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
