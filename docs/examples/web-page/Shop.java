import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server of a shop, with a page that has a chat room. It needs a JDK only:
 *
 * <pre>java Shop.java http://localhost:8080/ ROOM 8090</pre>
 *
 * <p>The environment has the shop's account in the chat: {@code CHAT_USERNAME} and {@code CHAT_PASSWORD}. A real shop
 * knows its customer by its own session, and has a token for each.
 */
final class Shop {
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "css", "text/css", "js", "text/javascript");
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String chat;
    private final String room;

    private Shop(String chat, String room) {
        this.chat = chat;
        this.room = room;
    }

    public static void main(String[] arguments) throws IOException {
        Shop shop = new Shop(arguments[0], arguments[1]);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2])), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", shop::file);
        server.createContext("/token", shop::token);
        server.start();
        System.out.println("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Path file = Path.of(name);
        if (type == null || name.contains("/") || !Files.isRegularFile(file)) {
            answer(exchange, 404, "text/plain", "");
            return;
        }
        String content = Files.readString(file).replace("{chat}", chat).replace("{room}", room);
        exchange.getResponseHeaders().set("Content-Security-Policy", policy());
        answer(exchange, 200, type, content);
    }

    /** The policy of a careful host: besides its own files, the page may load what an embedded room needs. */
    private String policy() {
        String origin = chat.replaceFirst("/$", "");
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' " + origin,
                "style-src 'self' " + origin,
                "connect-src 'self' " + origin + " " + origin.replaceFirst("^http", "ws"),
                "img-src 'self' blob: " + origin,
                "media-src blob: " + origin,
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
                "base-uri 'none'",
                "form-action 'none'");
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "text/plain", "");
            return;
        }
        String body = "{\"username\":\"" + System.getenv("CHAT_USERNAME") + "\",\"password\":\""
                + System.getenv("CHAT_PASSWORD") + "\"}";
        HttpRequest login = HttpRequest.newBuilder(URI.create(chat + "api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            Matcher token = TOKEN.matcher(http.send(login, HttpResponse.BodyHandlers.ofString()).body());
            boolean isSignedIn = token.find();
            answer(exchange, isSignedIn ? 200 : 502, "text/plain", isSignedIn ? token.group(1) : "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(exchange, 503, "text/plain", "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
