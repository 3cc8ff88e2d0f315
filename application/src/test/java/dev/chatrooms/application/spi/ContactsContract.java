package dev.chatrooms.application.spi;

/** The contract of {@link Contacts}, which is that of a {@link PersonList}. */
public interface ContactsContract extends PersonListContract {
    @Override
    default PersonList of(Stores stores) {
        return stores.contacts();
    }
}
