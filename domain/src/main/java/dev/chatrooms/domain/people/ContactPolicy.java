package dev.chatrooms.domain.people;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;

/**
 * Who may be whose contact: anybody but oneself, blocked or not. A contact is the owner's own note; nobody else learns
 * of it.
 */
public final class ContactPolicy {
    private ContactPolicy() {}

    /**
     * Whether one may note the other as a contact.
     *
     * @return refused with {@code self}
     */
    public static Decision<AccountId> add(AccountId owner, AccountId other) {
        return owner.equals(other)
                ? Decision.refuse(RefusalCode.SELF, "you cannot add yourself as a contact")
                : Decision.accept(other);
    }
}
