package dev.chatrooms.springboot;

import dev.chatrooms.wire.ReceivedAt;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.time.InstantSource;

/**
 * Records when a request was received, before the filters of Spring Security find its user. A logout after this time
 * ends the chat of the request too.
 */
final class ReceptionListener implements ServletRequestListener {
    private final InstantSource clock;

    ReceptionListener(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        event.getServletRequest().setAttribute(ReceivedAt.ATTRIBUTE, clock.instant());
    }
}
