package dev.chatrooms.application.internal;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every use case refuses a caller whose account is disabled or does not exist. */
class CallerGuardTest {
    private final Chat chat = Chat.inMemory();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");
    private final RoomId tea = publicRoom(chat, alice, "Tea");

    @AfterEach
    void close() {
        chat.close();
    }

    /** A method of an inbound port. */
    private record UseCase(Object port, Method method) {
        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }

    /** Returns all methods with a caller of all ports of the chat. */
    private List<UseCase> useCases() {
        return Arrays.stream(Chat.class.getMethods())
                .filter(getter -> getter.getParameterCount() == 0
                        && getter.getReturnType().isInterface()
                        && getter.getReturnType().getName().startsWith("dev.chatrooms."))
                .flatMap(this::methods)
                .toList();
    }

    private Stream<UseCase> methods(Method getter) {
        try {
            Object port = getter.invoke(chat);
            return Arrays.stream(getter.getReturnType().getMethods())
                    .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Caller.class))
                    .map(method -> new UseCase(port, method));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object argument(Class<?> type, Caller caller) {
        if (type == Caller.class) {
            return caller;
        }
        if (type == Send.class) {
            return new Send(tea, "hello", null);
        }
        if (type == StreamRequest.class) {
            return StreamRequest.FROM_NOW;
        }
        if (type == boolean.class) {
            return false;
        }
        return type == String.class ? "text" : null;
    }

    private @Nullable RefusalCode refusal(UseCase useCase, Caller caller) {
        Object[] arguments = Arrays.stream(useCase.method().getParameterTypes())
                .map(type -> argument(type, caller))
                .toArray();
        try {
            Object answer = useCase.method().invoke(useCase.port(), arguments);
            if (answer instanceof CompletableFuture<?> future) {
                future.join();
            } else if (answer instanceof Flow.Publisher<?>) {
                Recorder stream = Recorder.eager().on(chat.events().events(caller, StreamRequest.FROM_NOW));
                return ((ChatException) stream.awaitError()).code();
            }
            return null;
        } catch (InvocationTargetException | CompletionException e) {
            if (e.getCause() instanceof ChatException refused) {
                return refused.code();
            }
            throw new AssertionError(useCase + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void useCasesShouldRefuseUnknownAccounts() {
        List<UseCase> useCases = useCases();
        assertThat(useCases).hasSizeGreaterThan(50);
        for (UseCase useCase : useCases) {
            Caller unknown = Caller.of(new AccountId(UUID.randomUUID()));
            assertThat(refusal(useCase, unknown)).as(useCase.toString()).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
        }
    }

    @Test
    void useCasesShouldRefuseDisabledAccounts() {
        chat.people().person(bob, "alice");
        get(chat.administration().disable("bob"));

        for (UseCase useCase : useCases()) {
            assertThat(refusal(useCase, bob)).as(useCase.toString()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        }
    }

    @Test
    void useCasesShouldRefuseACallerWhoseSessionsHaveEnded() {
        Caller vouched = Caller.vouchedFor(bob.accountId(), Instant.now().minusSeconds(60), null);
        chat.people().person(vouched, "alice");
        get(chat.sessions().end(bob.accountId()));

        for (UseCase useCase : useCases()) {
            assertThat(refusal(useCase, vouched)).as(useCase.toString()).isEqualTo(RefusalCode.UNAUTHENTICATED);
        }
    }

    @Test
    void useCasesShouldRefuseACallerAfterItsExpiry() {
        chat.people().person(bob, "alice");
        Caller vouched = Caller.vouchedFor(bob.accountId(), null, Instant.now().minusSeconds(1));

        for (UseCase useCase : useCases()) {
            assertThat(refusal(useCase, vouched)).as(useCase.toString()).isEqualTo(RefusalCode.UNAUTHENTICATED);
        }
    }

    @Test
    void useCasesShouldRefuseDeletedAccounts() {
        get(chat.profiles().delete(bob, "correct horse"));

        for (UseCase useCase : useCases()) {
            assertThat(refusal(useCase, bob)).as(useCase.toString()).isEqualTo(RefusalCode.UNKNOWN_ACCOUNT);
        }
    }
}
