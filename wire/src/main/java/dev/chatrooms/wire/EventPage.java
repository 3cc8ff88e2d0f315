package dev.chatrooms.wire;

import java.util.List;

/**
 * The response to a long poll.
 *
 * @param reset whether the given cursor could not be resumed from
 */
public record EventPage(List<Event> events, String cursor, boolean reset) {
    public EventPage {
        events = List.copyOf(events);
    }
}
