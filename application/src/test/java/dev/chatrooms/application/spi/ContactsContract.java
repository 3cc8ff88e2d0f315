package dev.chatrooms.application.spi;

/** What {@link Contacts} promise: no more than any {@link PersonList}. */
public interface ContactsContract extends PersonListContract {
    @Override
    default PersonList of(Stores stores) {
        return stores.contacts();
    }
}
