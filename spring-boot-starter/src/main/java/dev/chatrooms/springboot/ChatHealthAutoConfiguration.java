package dev.chatrooms.springboot;

import dev.chatrooms.application.Chat;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The readiness of the chat as a part of the application's health. */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Chat.class)
@ConditionalOnEnabledHealthIndicator("chat")
public class ChatHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "chatHealthIndicator")
    HealthIndicator chatHealthIndicator(Chat chat) {
        return () -> {
            Health.Builder health = Health.up();
            chat.health().check().forEach((name, part) -> {
                if (!part.ready()) {
                    health.down();
                }
                health.withDetail(name, part.detail());
            });
            return health.build();
        };
    }
}
