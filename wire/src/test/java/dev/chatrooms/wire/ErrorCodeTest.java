package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource(RefusalCode.class)
    void refusalShouldKeepItsCode(RefusalCode refusal) {
        assertThat(ErrorCode.of(refusal).code()).isEqualTo(refusal.code());
    }

    @Test
    void problemShouldBeWhatWasThrownHoweverItIsWrapped() {
        Throwable wrapped = new CompletionException(new ExecutionException(ChatException.unavailable("later", null)));

        Problem problem = Problem.of(wrapped).orElseThrow();

        assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(problem.retryAfter()).isNotNull();
        assertThat(Problem.of(new RejectedExecutionException()).orElseThrow().code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Problem.of(MalformedInput.of("bad")).orElseThrow().code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(Problem.of(new IllegalStateException("nobody meant this"))).isEmpty();
    }

    @Test
    void problemShouldBeWrittenAsItsStandardSays() {
        Problem problem = Problem.of(new ChatException(new Refusal(
                        RefusalCode.INVALID,
                        "some fields are not acceptable",
                        List.of(new FieldError("name", "too_long", "must be at most 80 characters long")))))
                .orElseThrow();

        assertThat(new String(Json.encode(json -> problem.write(json, 422)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"type\":\"/docs/errors#invalid\",\"title\":\"Some fields are not acceptable\",\"status\":422,"
                                + "\"code\":\"invalid\",\"detail\":\"some fields are not acceptable\",\"errors\":[{\"field\":\"name\","
                                + "\"code\":\"too_long\",\"message\":\"must be at most 80 characters long\"}]}");
    }
}
