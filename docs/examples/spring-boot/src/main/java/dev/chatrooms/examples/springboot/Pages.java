package dev.chatrooms.examples.springboot;

import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application's own pages, on the port of the chat. */
@RestController
class Pages {
    @GetMapping("/")
    String home(Principal student) {
        return "Welcome to the course, " + student.getName() + ".";
    }
}
