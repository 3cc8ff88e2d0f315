package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.wire.ErrorCode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the document and the server know of the same things. That answers fit it, every test sees to. */
class ContractTest {
    @Test
    void documentShouldHaveTheCallsThatTheServerHas() {
        try (Chat chat = Chat.inMemory()) {
            HttpAdapter adapter =
                    HttpAdapter.of(chat, HttpSettings.using(Runnable::run).build());

            Set<String> routes = adapter.routes().stream()
                    .map(route -> route.method().name() + " " + route.path())
                    .collect(Collectors.toCollection(TreeSet::new));

            // Another adapter answers it, but clients look for everything in one document.
            routes.add("GET /api/v1/ws");
            assertThat(Contract.WRITTEN_DOWN.calls()).isNotEmpty().isEqualTo(routes);
        }
    }

    @Test
    void documentShouldHaveEveryKindOfEvent() {
        assertThat(Contract.WRITTEN_DOWN.enumeration("/components/schemas/Event/properties/type/enum"))
                .isEqualTo(Arrays.stream(EventKind.values())
                        .map(EventKind::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void documentShouldHaveEveryErrorCode() {
        Set<String> known =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Contract.WRITTEN_DOWN.problemCodes()).isEqualTo(known);
    }

    @Test
    void serverShouldGiveItsContractAway() {
        try (TestServer server = TestServer.start()) {
            Response response = server.get("/openapi.yaml");

            assertThat(response.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(response.body()).startsWith("openapi: 3.1");
        }
    }
}
