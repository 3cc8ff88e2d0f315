package dev.chatrooms.http.internal;

import java.util.concurrent.CompletionStage;

/** What answers a call. It may block (unless its route runs inline), and throw what use cases throw. */
@FunctionalInterface
public interface Endpoint {
    CompletionStage<Answer> answer(Call call);
}
