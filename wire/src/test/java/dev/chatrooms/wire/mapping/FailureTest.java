package dev.chatrooms.wire.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.Json;
import dev.chatrooms.wire.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void refusalShouldKeepItsCode(RefusalCode refusal) {
        assertThat(Failure.code(refusal).code()).isEqualTo(refusal.code());
    }

    @Test
    void failureShouldBeThatOfTheWrappedException() {
        Throwable wrapped = new CompletionException(new ExecutionException(ChatException.unavailable("later", null)));

        Failure failure = Failure.of(wrapped).orElseThrow();

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure.retryAfter()).isNotNull();
        assertThat(Failure.of(new RejectedExecutionException()).orElseThrow().code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Failure.of(MalformedInput.of("bad")).orElseThrow().code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(Failure.of(new IllegalStateException("unexpected"))).isEmpty();
    }

    @Test
    void problemShouldBeWrittenAsItsStandardSays() {
        Failure failure = Failure.of(new ChatException(new Refusal(
                        RefusalCode.INVALID,
                        "some fields are not acceptable",
                        List.of(new FieldError("name", "too_long", "must be at most 80 characters long")))))
                .orElseThrow();

        assertThat(new String(Json.encode(failure.problem(422)), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"/docs/errors#invalid\",\"title\":\"Some fields are not acceptable\","
                        + "\"status\":422,"
                        + "\"code\":\"invalid\",\"detail\":\"some fields are not acceptable\","
                        + "\"errors\":[{\"field\":\"name\","
                        + "\"code\":\"too_long\",\"message\":\"must be at most 80 characters long\"}]}");
    }
}
