package dev.chatrooms.persistence.room;

import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Username;

/** The key that lists of members are sorted by: the rank of the role, then the username. */
record MemberKey(int rank, String username) {
    private static final MemberKey FIRST = new MemberKey(-1, "");

    /** Returns the key after which the page begins. */
    static MemberKey after(PageRequest page) {
        MemberKey after = PageKey.decode(
                page.cursor(),
                2,
                parts -> new MemberKey(Integer.parseInt(parts.get(0)), new Username(parts.get(1)).value()));
        return after == null ? FIRST : after;
    }
}
