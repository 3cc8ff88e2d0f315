package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.FieldCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The OpenAPI document matches the server. {@link TestServer} checks each response against it. */
class ContractTest {
    @Test
    void documentShouldListTheRoutesOfTheServer() {
        try (Chat chat = Chat.inMemory()) {
            HttpAdapter adapter =
                    HttpAdapter.of(chat, HttpSettings.using(Runnable::run).build());

            Set<String> routes = adapter.routes().stream()
                    .map(route -> route.method().name() + " " + route.path())
                    .collect(Collectors.toCollection(TreeSet::new));

            // Another adapter serves this path, but it is in the same document.
            routes.add("GET /api/v1/ws");
            assertThat(Contract.OPENAPI.operations()).isNotEmpty().isEqualTo(routes);
        }
    }

    @Test
    void documentShouldListEveryEventType() {
        Map<String, String> schemas = Contract.OPENAPI.mapping("/components/schemas/Event/discriminator/mapping");
        schemas.forEach((type, schema) -> assertThat(
                        Contract.OPENAPI.enumeration(schema.substring(1) + "/properties/type/enum"))
                .contains(type));
        assertThat(schemas.keySet())
                .isEqualTo(Arrays.stream(EventKind.values())
                        .map(EventKind::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void documentShouldListEveryErrorCode() {
        Set<String> known =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Contract.OPENAPI.problemCodes()).isEqualTo(known);
        assertThat(Contract.OPENAPI.enumeration("/components/schemas/ErrorCode/enum"))
                .isEqualTo(known);
    }

    @Test
    void documentShouldListEveryFieldCode() {
        assertThat(Contract.OPENAPI.enumeration("/components/schemas/FieldCode/enum"))
                .isEqualTo(Arrays.stream(FieldCode.values())
                        .map(FieldCode::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void documentShouldListEveryAuditAction() {
        assertThat(Contract.OPENAPI.enumeration("/components/schemas/AuditAction/enum"))
                .isEqualTo(Arrays.stream(AuditAction.values())
                        .map(AuditAction::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void serverShouldServeItsOpenApiDocument() {
        try (TestServer server = TestServer.start()) {
            Response response = server.get("/openapi.yaml");

            assertThat(response.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(response.body()).startsWith("openapi: 3.1");
        }
    }
}
