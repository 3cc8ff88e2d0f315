package dev.chatrooms.examples.javalin;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The users of the shop, in its own table, and their sessions. */
final class Customers {
    /** A user of the shop. */
    record Customer(String email, String name) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataSource database;
    private final Map<String, Customer> sessions = new ConcurrentHashMap<>();

    Customers(DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // The chat has a table of this name too, in its own schema.
            statement.execute("create table if not exists account (email text primary key, name text not null)");
        }
    }

    void add(Customer customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into account values (?, ?)")) {
            insert.setString(1, customer.email());
            insert.setString(2, customer.name());
            insert.executeUpdate();
        }
    }

    /** Opens a session and returns its id. A real shop asks for more than the address. */
    Optional<String> logIn(String email) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select name from account where email = ?")) {
            select.setString(1, email);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                byte[] id = new byte[16];
                RANDOM.nextBytes(id);
                String session = HexFormat.of().formatHex(id);
                sessions.put(session, new Customer(email, found.getString(1)));
                return Optional.of(session);
            }
        }
    }

    /** Ends a session and returns its customer. */
    Optional<Customer> logOut(String session) {
        return Optional.ofNullable(sessions.remove(session));
    }

    Optional<Customer> inSession(String session) {
        return Optional.ofNullable(sessions.get(session));
    }
}
