package dev.chatrooms.springboot;

/** Spring Boot's Jetty, in the version that Spring Boot chooses. */
class JettyTest extends ApplicationTest {
    JettyTest() {
        super("Jetty", "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");
    }
}
