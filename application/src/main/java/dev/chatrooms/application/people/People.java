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
 * Finding other accounts and their public data. Accounts are named by id or username; unknown ones are
 * {@code not_found}. A deleted account can still be read by its id.
 */
public interface People {
    /** The maximum number of accounts in one query of presence. */
    int MAX_USERS = 200;

    /**
     * Finds accounts by a part of their username, display, first or last name (case and accents ignored), or by their
     * whole verified e-mail address, which is never shown. Best match first (the address, the username, a prefix of the
     * username, a prefix of a word of a name, anywhere), then by username, which makes the order total. Deleted
     * accounts are not found.
     *
     * @param search any text, without special characters; null or blank for all accounts by username
     * @throws ChatException {@code invalid} if it has more than
     *     {@value dev.chatrooms.application.people.SearchTerm#MAX_LENGTH} characters or cannot be stored
     */
    Page<Profile> search(Caller caller, @Nullable String search, PageRequest page);

    /** Returns an account. @throws ChatException {@code not_found} */
    Person person(Caller caller, String user);

    /**
     * Returns the rooms of an account that the caller may see (rooms that both are members of, and public ones that the
     * caller is not banned from), newest room first.
     *
     * @throws ChatException {@code not_found}
     */
    Page<RoomView> rooms(Caller caller, String user, PageRequest page);

    /**
     * Returns an account's messages in rooms that the caller may read, newest (by position in the log) first, without
     * deleted ones. A page costs a bounded search: it may hold fewer items than its limit and still have a next page,
     * but it is empty only if there are no more.
     *
     * @throws ChatException {@code not_found}; {@code unavailable} if hundreds of thousands of messages in a row cannot
     *     be read
     */
    Page<MessageView> messages(Caller caller, String user, PageRequest page);

    /**
     * Returns the presence of accounts. An account is online while any node has a live stream of it; a long poll counts
     * while it waits. Otherwise it was last seen when its last stream ended, as far as this node knows, or else at its
     * last call. A block in either direction hides the presence, as if the account had never been online.
     *
     * @param users at most {@value #MAX_USERS}
     * @return one entry per account, in the order of the request, without unknown and deleted accounts
     */
    List<PersonPresence> presence(Caller caller, List<String> users);
}
