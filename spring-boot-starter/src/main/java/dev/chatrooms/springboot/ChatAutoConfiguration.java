package dev.chatrooms.springboot;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.ChatBuilder;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.metrics.ChatMeters;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A {@link Chat} on the application's DataSource, in a schema of its own. */
@AutoConfiguration(
        afterName = {
            ChatAutoConfiguration.DATA_SOURCE,
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnProperty(name = "chatrooms.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(ChatroomsProperties.class)
public class ChatAutoConfiguration {
    static final String DATA_SOURCE = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    @Bean
    @ConditionalOnMissingBean
    PostgresPorts chatPorts(DataSource source, ChatroomsProperties properties) {
        if (properties.migrate()) {
            Schema.migrate(source, properties.schema());
        }
        return PostgresPorts.of(source, properties.schema());
    }

    @Bean
    @ConditionalOnMissingBean
    ChatSettings chatSettings(ChatroomsProperties properties) {
        ChatSettings.Builder settings = ChatSettings.builder().openRegistration(properties.openRegistration());
        String publicUrl = properties.publicUrl();
        return (publicUrl == null ? settings : settings.publicUrl(publicUrl)).build();
    }

    /** The application's users have no passwords and tokens of the chat, unless it provides what these need. */
    @Bean
    @ConditionalOnMissingBean
    Chat chat(
            PostgresPorts ports,
            ChatSettings settings,
            ChatroomsProperties properties,
            ObjectProvider<PasswordHasher> hasher,
            ObjectProvider<TokenIssuer> tokens,
            ObjectProvider<RateLimiter> limiter,
            ObjectProvider<Mailer> mailer,
            ObjectProvider<FileStore> files,
            ObjectProvider<MediaInspector> inspector) {
        if (properties.openRegistration() && (hasher.getIfAvailable() == null || tokens.getIfAvailable() == null)) {
            throw new IllegalStateException(
                    "chatrooms.open-registration needs beans of the types PasswordHasher and TokenIssuer");
        }
        if (properties.filesFolder() != null && files.getIfAvailable() == null) {
            throw new IllegalStateException("chatrooms.files-folder needs chatrooms-adapters-files");
        }
        ChatBuilder chat = Chat.builder(ports.storage()).settings(settings).workerThreads(properties.workerThreads());
        hasher.ifAvailable(chat::passwordHasher);
        tokens.ifAvailable(chat::tokenIssuer);
        limiter.ifAvailable(chat::rateLimiter);
        mailer.ifAvailable(chat::mailer);
        files.ifAvailable(chat::fileStore);
        inspector.ifAvailable(chat::mediaInspector);
        return chat.build();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(MeterRegistry.class)
    ChatMeters chatMeters(MeterRegistry registry, Chat chat) {
        ChatMeters meters = ChatMeters.in(registry);
        meters.bind(chat);
        return meters;
    }
}
