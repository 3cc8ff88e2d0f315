package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.http.HttpAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ChatAutoConfigurationTest {
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            ChatAutoConfiguration.class, ChatWebAutoConfiguration.class, ChatHealthAutoConfiguration.class);

    @Test
    void chatShouldNotExistWithoutADataSource() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Chat.class));
    }

    @Test
    void chatOfTheApplicationShouldTakePrecedence() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(Chat.class, Chat::inMemory)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Chat.class)
                        .hasBean("chatHealthIndicator")
                        .doesNotHaveBean(HttpAdapter.class));
    }

    @Test
    void apiShouldNotBeServedWhenTheChatIsDisabled() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("chatrooms.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HttpAdapter.class));
    }

    @Test
    void metadataShouldDescribeEveryProperty() throws IOException {
        String metadata;
        try (InputStream resource = Objects.requireNonNull(
                ChatroomsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            metadata = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (RecordComponent property : ChatroomsProperties.class.getRecordComponents()) {
            String name = property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            assertThat(metadata).contains("\"chatrooms." + name + "\"");
        }
    }
}
