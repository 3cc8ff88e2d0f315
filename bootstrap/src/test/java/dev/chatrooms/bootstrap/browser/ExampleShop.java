package dev.chatrooms.bootstrap.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The server of {@code docs/examples/web-page}, started as its documentation says. */
final class ExampleShop implements AutoCloseable {
    private static final Path FOLDER = Path.of("../docs/examples/web-page");

    private final Process process;
    private final int port;

    private ExampleShop(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param username the shop's account in the chat */
    static ExampleShop start(String chat, String room, String username) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "Shop.java", chat, room, "0")
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CHAT_USERNAME", username);
        builder.environment().put("CHAT_PASSWORD", ChatSite.PASSWORD);
        Process process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = output.readLine();
        if (address == null) {
            throw new IllegalStateException("the example has ended");
        }
        return new ExampleShop(process, URI.create(address).getPort());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
