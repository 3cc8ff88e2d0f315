package dev.chatrooms.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** A course whose students log in to the application and chat below {@code /chat}. */
@SpringBootApplication
public class Course {
    public static void main(String[] arguments) {
        SpringApplication.run(Course.class, arguments);
    }

    // tag::security[]
    @Bean
    SecurityFilterChain security(HttpSecurity http) {
        var chat = PathPatternRequestMatcher.withDefaults().matcher("/chat/**");
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                // A client of the API is not sent to the page of the login.
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), chat))
                // The chat checks the origin of requests itself.
                .csrf(csrf -> csrf.ignoringRequestMatchers(chat))
                .build();
    }
    // end::security[]

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
