package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Checks {@code openapi.yaml} for the mistakes that linters and code generators reject. */
class OpenApiDocumentTest {
    private static final Set<String> BOOLEANS_OF_YAML_1_1 = Set.of("y", "yes", "n", "no", "on", "off");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Methods of generated clients begin with a verb that says what they do. */
    private static final Map<String, String> NAMES = Map.of(
            "get", "((admin)?(get|list|search|check|download|open)|adminList)[A-Z]\\w+",
            "put", "(set|add|change|ban|block|pin)[A-Z]\\w+",
            "post", "[a-z]{3,}\\w*",
            "patch", "(update|edit|adminUpdate)[A-Z]\\w+",
            "delete", "(delete|remove|end|revoke|unblock|unban|unpin|reset|adminDelete)[A-Z]\\w+");

    private JsonNode document;

    @BeforeEach
    void readDocument() throws IOException {
        try (InputStream yaml = open()) {
            document = YAMLMapper.shared().readTree(yaml);
        }
    }

    private static InputStream open() {
        return HttpAdapter.class.getResourceAsStream("openapi.yaml");
    }

    @Test
    void wordsThatYaml11ReadsAsBooleansShouldBeQuoted() throws IOException {
        List<String> unquoted = new ArrayList<>();
        int scalars = 0;
        try (InputStream yaml = open()) {
            for (Event event : new Parse(LoadSettings.builder().build()).parseInputStream(yaml)) {
                if (event instanceof ScalarEvent scalar) {
                    scalars++;
                    if (scalar.isPlain()
                            && BOOLEANS_OF_YAML_1_1.contains(scalar.getValue().toLowerCase(Locale.ROOT))) {
                        unquoted.add(scalar.getValue() + " in line "
                                + scalar.getStartMark()
                                        .map(mark -> mark.getLine() + 1)
                                        .orElse(0));
                    }
                }
            }
        }
        assertThat(unquoted).isEmpty();
        assertThat(scalars).isPositive();
    }

    @Test
    void everyArrayShouldDeclareItsItems() {
        List<String> arrays = new ArrayList<>();
        List<String> incomplete = new ArrayList<>();
        visit(document, "", (place, node) -> {
            JsonNode type = node.path("type");
            if (type.asString("").equals("array")
                    || type.valueStream().anyMatch(name -> name.asString("").equals("array"))) {
                arrays.add(place);
                if (!node.path("items").isObject()) {
                    incomplete.add(place);
                }
            }
        });
        assertThat(incomplete).isEmpty();
        assertThat(arrays).isNotEmpty();
    }

    /** Code generators know the type of a constant only if the schema names it. */
    @Test
    void everyEnumerationAndConstantShouldDeclareItsType() {
        List<String> enumerations = new ArrayList<>();
        List<String> untyped = new ArrayList<>();
        visit(document, "", (place, node) -> {
            if (node.path("enum").isArray() || node.path("const").isValueNode()) {
                enumerations.add(place);
                if (!node.path("type").isString()) {
                    untyped.add(place);
                }
            }
        });
        assertThat(untyped).isEmpty();
        assertThat(enumerations).isNotEmpty();
    }

    @Test
    void everyMediaTypeShouldHaveASchema() {
        List<String> types = new ArrayList<>();
        List<String> incomplete = new ArrayList<>();
        visit(
                document,
                "",
                (place, node) -> node.path("content").forEachEntry((type, content) -> {
                    types.add(place + " " + type);
                    if (!content.path("schema").isObject()) {
                        incomplete.add(place + " " + type);
                    }
                }));
        assertThat(incomplete).isEmpty();
        assertThat(types).isNotEmpty();
    }

    @Test
    void everyOperationShouldBeNamedAndDescribed() {
        Set<String> names = new HashSet<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        String name = operation.path("operationId").asString("");
                        assertThat(names.add(name))
                                .as("%s %s: the id '%s' is given and unique", method, path, name)
                                .isTrue();
                        assertThat(name).as("the name of a method in clients").matches(NAMES.get(method));
                        assertThat(operation.path("summary").asString(""))
                                .as(name)
                                .isNotBlank();
                        assertThat(operation.path("description").asString(""))
                                .as(name)
                                .isNotBlank();
                    }
                }));
        assertThat(names).isNotEmpty().doesNotContain("");
    }

    @Test
    void componentsShouldExistAndBeUsed() {
        Set<String> used = new TreeSet<>();
        visit(document, "", (place, node) -> {
            if (node.has("$ref")) {
                used.add(node.path("$ref").asString());
            }
        });
        Set<String> declared = new TreeSet<>();
        for (String kind : List.of("schemas", "responses", "parameters", "headers", "examples")) {
            document.path("components")
                    .path(kind)
                    .propertyNames()
                    .forEach(name -> declared.add("#/components/" + kind + "/" + name));
        }
        assertThat(used).isNotEmpty().isEqualTo(declared);
    }

    /** The fields of the same thing have the same types and bounds in all schemas, but for their descriptions. */
    @Test
    void schemasOfTheSameThingShouldAgree() {
        assertAgreement("Profile", List.of("OwnAccount", "Person", "AdminAccount"));
        assertAgreement("Registration", List.of("NewAccount", "Setup"));
        assertAgreement("RoomChange", List.of("AdminRoomChange"));
        assertAgreement("OwnAccount", List.of("AdminAccount"));
    }

    private void assertAgreement(String name, List<String> others) {
        JsonNode fields = document.at("/components/schemas/" + name + "/properties");
        for (String other : others) {
            Set<String> shared = new TreeSet<>();
            document.at("/components/schemas/" + other + "/properties").forEachEntry((field, schema) -> {
                if (fields.has(field)) {
                    shared.add(field);
                    assertThat(withoutDescription(schema, field))
                            .as("%s.%s as in %s", other, field, name)
                            .isEqualTo(withoutDescription(fields.path(field), field));
                }
            });
            assertThat(shared).as(other).isNotEmpty();
        }
    }

    /** Returns the schema of a field; a password that may be left out may also be null. */
    private static JsonNode withoutDescription(JsonNode schema, String field) {
        ObjectNode copy = ((ObjectNode) schema).deepCopy();
        copy.remove("description");
        if (field.equals("password")) {
            copy.put("type", "string");
        }
        return copy;
    }

    private static void visit(JsonNode node, String place, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(place, node);
            node.forEachEntry((name, value) -> visit(value, place + "/" + name, visitor));
        } else {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), place + "/" + i, visitor);
            }
        }
    }
}
