package dev.chatrooms.springboot;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.TokenAuthenticator;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import dev.chatrooms.metrics.ChatMeters;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The API and the socket of the chat on the application's own server, for the users that it authenticates. */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Chat.class)
public class ChatWebAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Authenticator chatAuthenticator(Chat chat) {
        return new PrincipalAuthenticator(chat);
    }

    @Bean
    @ConditionalOnMissingBean
    HttpSettings chatHttpSettings(
            Chat chat,
            ChatroomsProperties properties,
            ObjectProvider<Authenticator> authenticators,
            ObjectProvider<TokenIssuer> tokens,
            ObjectProvider<ChatMeters> meters) {
        HttpSettings.Builder settings = HttpSettings.using(chat.workers())
                .basePath(properties.path())
                .allowedOrigins(properties.allowedOrigins())
                .authenticators(authenticators(chat, authenticators, tokens));
        meters.ifAvailable(given -> settings.observer(given.requests()));
        // The actuator has the health of the chat. Without tokens there is no login.
        return (tokens.getIfAvailable() == null
                        ? settings.without(RouteGroup.OPERATIONS, RouteGroup.REGISTRATION, RouteGroup.AUTHENTICATION)
                        : settings.without(RouteGroup.OPERATIONS))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    WebSocketSettings chatWebSocketSettings(
            Chat chat,
            ChatroomsProperties properties,
            ObjectProvider<Authenticator> authenticators,
            ObjectProvider<TokenIssuer> tokens) {
        return WebSocketSettings.allowing(properties.allowedOrigins())
                .withBasePath(properties.path())
                .withAuthenticators(authenticators(chat, authenticators, tokens));
    }

    /** Returns those of the application and, if the chat has tokens, the one that accepts them, which is asked last. */
    private static Authenticator[] authenticators(
            Chat chat, ObjectProvider<Authenticator> authenticators, ObjectProvider<TokenIssuer> tokens) {
        Stream<Authenticator> last = tokens.getIfAvailable() == null
                ? Stream.empty()
                : Stream.of(new TokenAuthenticator(chat.authentication()));
        return Stream.concat(authenticators.orderedStream(), last).toArray(Authenticator[]::new);
    }

    @Bean
    @ConditionalOnMissingBean
    HttpAdapter chatHttpAdapter(Chat chat, HttpSettings settings) {
        return HttpAdapter.of(chat, settings);
    }

    /** Closed by {@link ChatWebLifecycle} before the server stops. */
    @Bean
    @ConditionalOnMissingBean
    WebSocketAdapter chatWebSocketAdapter(Chat chat, WebSocketSettings settings, ObjectProvider<ChatMeters> meters) {
        WebSocketAdapter sockets = new WebSocketAdapter(chat, chat.workers(), settings);
        meters.ifAvailable(given -> given.bind(sockets));
        return sockets;
    }

    @Bean
    ServletRegistrationBean<HttpServlet> chatApiServlet(HttpAdapter http) {
        ServletRegistrationBean<HttpServlet> servlet = new ServletRegistrationBean<>(
                http.servlet(), http.servletPaths().toArray(String[]::new));
        servlet.setName("chatApi");
        servlet.setAsyncSupported(true);
        return servlet;
    }

    @Bean
    ServletRegistrationBean<HttpServlet> chatSocketServlet(WebSocketAdapter sockets) {
        String path = sockets.servletPath();
        ServletRegistrationBean<HttpServlet> servlet =
                new ServletRegistrationBean<>(sockets.servlet(), path, path + "/");
        servlet.setName("chatSocket");
        return servlet;
    }

    @Bean
    ServletListenerRegistrationBean<ReceptionListener> chatReceptionListener(Chat chat) {
        return new ServletListenerRegistrationBean<>(new ReceptionListener(chat.clock()));
    }

    /** Runs after the filters of Spring Security. */
    @Bean
    FilterRegistrationBean<PrincipalFilter> chatPrincipalFilter(
            ServletRegistrationBean<HttpServlet> chatApiServlet,
            ServletRegistrationBean<HttpServlet> chatSocketServlet) {
        FilterRegistrationBean<PrincipalFilter> filter =
                new FilterRegistrationBean<>(new PrincipalFilter(), chatApiServlet, chatSocketServlet);
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        filter.setAsyncSupported(true);
        // A forwarded request must not keep a header of the client.
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    @Bean
    ChatWebLifecycle chatWebLifecycle(HttpAdapter http, WebSocketAdapter sockets) {
        return new ChatWebLifecycle(http, sockets);
    }

    /** Tomcat may otherwise report a failed write as the failure of another request. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConfigurableTomcatWebServerFactory.class)
    static class TomcatConfiguration {
        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> chatTomcatCustomizer() {
            return new ProcessorCacheCustomizer();
        }
    }

    private static final class ProcessorCacheCustomizer
            implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
        @Override
        public void customize(ConfigurableTomcatWebServerFactory factory) {
            factory.addConnectorCustomizers(connector -> connector.setProperty("processorCache", "0"));
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
