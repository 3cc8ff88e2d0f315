package dev.chatrooms.persistence.people;

import dev.chatrooms.application.spi.Contacts;
import dev.chatrooms.persistence.sql.Sql;

/** {@link Contacts} in the table {@code contact}. */
public final class JdbcContacts extends JdbcPersonList implements Contacts {
    public JdbcContacts(Sql sql) {
        super(sql, "contact");
    }
}
