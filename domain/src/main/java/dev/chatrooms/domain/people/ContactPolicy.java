package dev.chatrooms.domain.people;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;

/** The rule for contacts: any other account, blocked or not. Contacts are private to their owner. */
public final class ContactPolicy {
    private ContactPolicy() {}

    /**
     * Decides on adding a contact.
     *
     * @return the account to add; refused with {@code self}
     */
    public static Decision<AccountId> add(AccountId owner, AccountId other) {
        return owner.equals(other)
                ? Decision.refuse(RefusalCode.SELF, "you cannot add yourself as a contact")
                : Decision.accept(other);
    }
}
