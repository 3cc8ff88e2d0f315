package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.memory.SignatureMediaInspector;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.files.disk.DiskFileStore;
import dev.chatrooms.files.media.ContentInspector;
import dev.chatrooms.http.HttpAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ChatAutoConfigurationTest {
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            ChatFilesAutoConfiguration.class,
            ChatAutoConfiguration.class,
            ChatWebAutoConfiguration.class,
            ChatHealthAutoConfiguration.class);

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

    /** Creates beans when they are asked for, so that nothing connects to the database. */
    private static ApplicationContextRunner withDataSource() {
        return new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(DataSource.class, PGSimpleDataSource::new)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
    }

    @Test
    void filesShouldHaveNoFolderUnlessOneIsChosen(@TempDir Path folder) {
        withDataSource()
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ContentInspector.class)
                        .doesNotHaveBean(FileStore.class));
        withDataSource()
                .withPropertyValues("chatrooms.files-folder=" + folder)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DiskFileStore.class));
    }

    @Test
    void filesOfTheApplicationShouldTakePrecedence(@TempDir Path folder) {
        withDataSource()
                .withPropertyValues("chatrooms.files-folder=" + folder)
                .withBean(FileStore.class, () -> new MemoryFileStore(InstantSource.system()))
                .withBean(MediaInspector.class, SignatureMediaInspector::new)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FileStore.class)
                        .hasSingleBean(MediaInspector.class)
                        .doesNotHaveBean(DiskFileStore.class)
                        .doesNotHaveBean(ContentInspector.class));
    }

    @Test
    void applicationWithoutTheFilesModuleShouldHaveNoFileBeans() {
        withDataSource()
                .withClassLoader(new FilteredClassLoader("dev.chatrooms.files"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(FileStore.class)
                        .doesNotHaveBean(MediaInspector.class));
    }

    @Test
    void apiShouldNotBeServedWhenTheChatIsDisabled() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues("chatrooms.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HttpAdapter.class));
    }

    @Test
    void propertiesShouldBeRefusedWithoutTheBeansThatTheyNeed() {
        assertThatThrownBy(() -> chat(new ChatroomsProperties("s", true, 4, "/chat", Set.of(), null, true, null)))
                .hasMessage("chatrooms.open-registration needs beans of the types PasswordHasher and TokenIssuer");
        assertThatThrownBy(() -> chat(new ChatroomsProperties("s", true, 4, "/chat", Set.of(), null, false, "f")))
                .hasMessage("chatrooms.files-folder needs chatrooms-adapters-files");
    }

    /** Creates the chat of an application without further beans. Checks come before any use of the ports. */
    private static Chat chat(ChatroomsProperties properties) {
        DefaultListableBeanFactory none = new DefaultListableBeanFactory();
        return new ChatAutoConfiguration()
                .chat(
                        null,
                        ChatSettings.builder().build(),
                        properties,
                        none.getBeanProvider(PasswordHasher.class),
                        none.getBeanProvider(TokenIssuer.class),
                        none.getBeanProvider(RateLimiter.class),
                        none.getBeanProvider(Mailer.class),
                        none.getBeanProvider(FileStore.class),
                        none.getBeanProvider(MediaInspector.class));
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
