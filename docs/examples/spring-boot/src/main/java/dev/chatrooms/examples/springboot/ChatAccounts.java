package dev.chatrooms.examples.springboot;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

// tag::accounts[]
/** Keeps the accounts of the chat in step with the logins of the application. */
@Component
class ChatAccounts {
    private final Chat chat;
    private final Students students;

    ChatAccounts(Chat chat, Students students) {
        this.chat = chat;
        this.students = students;
    }

    /** Gives the account the student's name. Without it, the chat shows the name of the principal: the address. */
    @EventListener
    void onLogin(InteractiveAuthenticationSuccessEvent login) {
        String email = login.getAuthentication().getName();
        String name = students.nameOf(email).orElseThrow();
        chat.administration().ensureAccount(email, AccountProfile.named(name)).join();
    }

    /** Ends the student's sockets and event streams. */
    @EventListener
    void onLogout(LogoutSuccessEvent logout) {
        chat.administration()
                .findByExternalId(logout.getAuthentication().getName())
                .ifPresent(account -> chat.sessions().end(account.id()).join());
    }
}
// end::accounts[]
