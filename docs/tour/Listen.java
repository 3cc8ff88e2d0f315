import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Prints what a chat server sends over a WebSocket: {@code java Listen.java BASE TOKEN [CURSOR [EVENTS]]}. */
class Listen implements WebSocket.Listener {
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    final StringBuilder frame = new StringBuilder();
    int wanted;

    public static void main(String[] arguments) {
        Listen listen = new Listen();
        listen.wanted = arguments.length > 3 ? Integer.parseInt(arguments[3]) : Integer.MAX_VALUE;
        String cursor = arguments.length > 2 ? ",\"cursor\":\"" + arguments[2] + "\"" : "";
        URI uri = URI.create(arguments[0].replaceFirst("^http", "ws") + "/api/v1/ws");
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, listen).join();
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + arguments[1] + "\"" + cursor + "}", true).join();
        listen.ended.join();
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        frame.append(part);
        if (last) {
            frame.toString().lines().forEach(this::show); // one or more objects, one per line
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    void show(String object) {
        System.out.println(object);
        if (object.startsWith("{\"op\":\"event\"") && --wanted == 0) {
            ended.complete(null);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ended.completeExceptionally(new IllegalStateException("closed: " + code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        ended.completeExceptionally(failure);
    }
}
