package dev.chatrooms.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** Reads the body that a request has sent. */
final class RequestBody {
    private RequestBody() {}

    static String of(HttpRequest request) {
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        request.bodyPublisher()
                .ifPresent(publisher -> publisher.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        text.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(ByteBuffer bytes) {
                        text.onNext(List.of(bytes));
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        text.onError(thrown);
                    }

                    @Override
                    public void onComplete() {
                        text.onComplete();
                    }
                }));
        return request.bodyPublisher().isPresent()
                ? text.getBody().toCompletableFuture().join()
                : "";
    }
}
