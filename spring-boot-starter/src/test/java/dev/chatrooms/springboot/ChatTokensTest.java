package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.TokenIssuer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** An application that lets its users log in to the chat with passwords and tokens of the chat. */
class ChatTokensTest {
    private static final String ORIGIN = "https://app.example";

    private static ServletWebServerApplicationContext context;
    private static ApiClient chat;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {
        /** The chat authenticates the callers of its paths itself. */
        @Bean
        SecurityFilterChain security(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/chat/**")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/chat/**"))
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("alice").password("{noop}secret").build());
        }

        @Bean
        PasswordHasher passwordHasher() {
            return new MemoryPasswordHasher();
        }

        @Bean
        TokenIssuer tokenIssuer() {
            return new MemoryTokenIssuer();
        }
    }

    @BeforeAll
    static void start() {
        context = ApiClient.run(
                Application.class,
                "tokens",
                Map.of("chatrooms.open-registration", "true", "chatrooms.allowed-origins", ORIGIN));
        chat = new ApiClient(context, ORIGIN);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void registeredUsersShouldUseTheirTokensOverHttpAndSocket() throws Exception {
        ApiClient.created(chat.post("", "/auth/register", "{\"username\":\"carol\",\"password\":\"correct horse\"}"));
        String token = ApiClient.field(
                "accessToken", chat.post("", "/auth/login", "{\"username\":\"carol\",\"password\":\"correct horse\"}"));

        assertThat(chat.get("Bearer " + token, "/me").body()).contains("\"username\":\"carol\"");
        assertThat(chat.connect("").hello(token)).contains("\"username\":\"carol\"");
        assertThat(chat.get("Bearer " + token + "x", "/me").statusCode()).isEqualTo(401);
        assertThat(chat.get("", "/me").statusCode()).isEqualTo(401);
    }

    @Test
    void usersOfTheApplicationShouldStillBeKnownByTheirPrincipal() throws Exception {
        assertThat(chat.get(ApiClient.basic("alice", "secret"), "/me").body()).contains("\"displayName\":\"alice\"");
    }
}
