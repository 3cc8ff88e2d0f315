package dev.chatrooms.http.operation;

import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for the contract and the documentation of errors. */
public final class DocumentationRoutes {
    /** The line of the contract with the server's address. */
    private static final String SERVER = "\n  - url: /\n";

    private final byte[] contract = contract();
    private final Answer errors;

    /** @param hasManual whether the web client serves further pages, see {@code HttpSettings} */
    public DocumentationRoutes(boolean hasManual) {
        errors = ErrorPage.answer(hasManual);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/openapi.yaml", this::contract).opened().runInline(),
                Route.get("/docs/errors", call -> errors.now()).opened().runInline());
    }

    private CompletionStage<Answer> contract(Call call) {
        String base = call.basePath();
        byte[] content = base.isEmpty() ? contract : withServer(base);
        return Answer.of(200, "application/yaml", content).now();
    }

    /** Returns the contract with the path under which clients reach the server. */
    private byte[] withServer(String base) {
        String text = new String(contract, StandardCharsets.UTF_8);
        // Quoted, since a path may contain characters with a meaning in YAML.
        return text.replace(SERVER, SERVER.replace("/", "\"" + base + "\"")).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] contract() {
        try (InputStream resource = DocumentationRoutes.class.getResourceAsStream("/dev/chatrooms/http/openapi.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.yaml is missing from this jar");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
