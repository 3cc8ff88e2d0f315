package dev.chatrooms.springboot;

class TomcatTest extends ApplicationTest {
    TomcatTest() {
        super("Tomcat", "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration");
    }
}
