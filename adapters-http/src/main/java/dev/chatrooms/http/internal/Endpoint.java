package dev.chatrooms.http.internal;

import java.util.concurrent.CompletionStage;

/** Answers requests. It may block, unless its route runs inline, and may throw the exceptions of the use cases. */
@FunctionalInterface
public interface Endpoint {
    CompletionStage<Answer> answer(Call call);
}
