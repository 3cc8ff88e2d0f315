package dev.chatrooms.examples.springboot;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The users of the application, in its own table. */
@Component
class Students implements UserDetailsService {
    private final JdbcClient database;
    private final PasswordEncoder passwords;

    Students(JdbcClient database, PasswordEncoder passwords) {
        this.database = database;
        this.passwords = passwords;
        // The chat has a table of this name too, in its own schema.
        database.sql("""
                create table if not exists account (
                    email text primary key, name text not null, password text not null)
                """).update();
    }

    void add(String email, String name, String password) {
        database.sql("insert into account values (?, ?, ?)")
                .params(email, name, passwords.encode(password))
                .update();
    }

    Optional<String> nameOf(String email) {
        return database.sql("select name from account where email = ?")
                .param(email)
                .query(String.class)
                .optional();
    }

    @Override
    public UserDetails loadUserByUsername(String email) {
        return database.sql("select password from account where email = ?")
                .param(email)
                .query(String.class)
                .optional()
                .map(hash -> User.withUsername(email).password(hash).build())
                .orElseThrow(() -> UsernameNotFoundException.fromUsername(email));
    }
}
