package dev.chatrooms.application.people;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other people: finding them and seeing what they show. They are named by id or username; whom nobody knows is
 * {@code not_found}. A deleted account is still shown to whoever has its id, as one.
 */
public interface People {
    /** How many people can be asked for at once. */
    int MOST_AT_ONCE = 200;

    /**
     * People by a part of their username, display, first or last name (case and accents ignored), or by their whole
     * verified e-mail address, which is never shown. The best match first (that address, that username, a username that
     * begins with it, a word of a name that begins with it, anywhere), and in each of these by username, which is a
     * total order. Deleted accounts are not found.
     *
     * @param search any text, which is only text; null or blank for everybody, by username
     * @throws ChatException {@code invalid} where it is over
     *     {@value dev.chatrooms.application.people.SearchTerm#MAX_LENGTH} characters long or cannot be stored
     */
    Page<Profile> search(Caller caller, @Nullable String search, PageRequest page);

    /** Somebody. @throws ChatException {@code not_found} */
    Person person(Caller caller, String user);

    /**
     * The rooms that somebody is a member of and the caller may see (where both are members, and public ones that the
     * caller is not banned from), the newest room first.
     *
     * @throws ChatException {@code not_found}
     */
    Page<RoomView> rooms(Caller caller, String user, PageRequest page);

    /**
     * Somebody's messages in rooms that the caller may read, the newest (by position in the log) first, without deleted
     * ones. How far one page looks is bounded: it may hold fewer than were asked for, or none, and yet have a
     * {@code next}.
     *
     * @throws ChatException {@code not_found}
     */
    Page<MessageView> messages(Caller caller, String user, PageRequest page);

    /**
     * Who of some people is there. A person is online while any node has a live stream of his (a poll counts while it
     * waits). Otherwise he was last seen when his last stream ended, as far as this node knows, or else when he last
     * signed in. Whoever is separated from the caller by a block looks like somebody who was never there.
     *
     * @param users at most {@value #MOST_AT_ONCE}
     * @return one entry a person, in the order asked for; unknown people and deleted accounts are left out
     */
    List<PersonPresence> presence(Caller caller, List<String> users);
}
