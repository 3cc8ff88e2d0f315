package dev.chatrooms.examples.springboot;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

// tag::accounts[]
/** Keeps the accounts of the chat in step with the logins of the application. */
@Component
class ChatAccounts {
    private static final Logger LOG = System.getLogger(ChatAccounts.class.getName());

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
        try {
            AccountProfile profile =
                    students.nameOf(email).map(ChatAccounts::named).orElse(AccountProfile.unknown());
            chat.administration().ensureAccount(email, profile).join();
        } catch (RuntimeException e) {
            // The login to the application does not depend on the chat.
            LOG.log(Level.WARNING, "the account in the chat has not been updated", e);
        }
    }

    /** A display name has at most 64 characters. */
    private static AccountProfile named(String name) {
        boolean isTooLong = name.codePointCount(0, name.length()) > 64;
        return AccountProfile.named(isTooLong ? name.substring(0, name.offsetByCodePoints(0, 64)) : name);
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
