package dev.chatrooms.springboot;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.files.disk.DiskFileStore;
import dev.chatrooms.files.media.ContentInspector;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Files in a folder, with thumbnails, if the application has {@code chatrooms-adapters-files}. */
@AutoConfiguration(before = ChatAutoConfiguration.class, afterName = ChatAutoConfiguration.DATA_SOURCE)
@ConditionalOnProperty(name = "chatrooms.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnClass(ContentInspector.class)
@EnableConfigurationProperties(ChatroomsProperties.class)
public class ChatFilesAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(MediaInspector.class)
    ContentInspector chatMediaInspector() {
        return new ContentInspector();
    }

    @Bean
    @ConditionalOnMissingBean(FileStore.class)
    @ConditionalOnProperty("chatrooms.files-folder")
    DiskFileStore chatFileStore(ChatroomsProperties properties) {
        return DiskFileStore.open(Path.of(Objects.requireNonNull(properties.filesFolder())));
    }
}
