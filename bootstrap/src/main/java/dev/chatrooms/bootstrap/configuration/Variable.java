package dev.chatrooms.bootstrap.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every variable there is, with its default and its meaning. Reading, the command line's options, the help and the
 * check for unknown names all go by this list.
 */
public enum Variable {
    HOST("127.0.0.1", "where to listen"),
    PORT("7070", "where to listen; 0 takes any free port and prints it"),
    DATABASE_URL("", "jdbc:postgresql://…; without one a PostgreSQL in the data folder is started"),
    DATABASE_USER("", "user of that database"),
    DATABASE_PASSWORD("", "password of that database", Place.NOT_ON_COMMAND_LINE),
    DATABASE_PASSWORD_FILE("", "file whose first line is the password of that database"),
    DATABASE_POOL_SIZE("10", "connections to the database"),
    DATA_DIR("./chatrooms-data", "embedded database and keys"),
    FILES_DIR("", "uploaded files, shared by all nodes; 'files' in the data folder without it"),
    COOKIE_SECONDS("86400", "how long the browser keeps the login cookies"),
    JWT_KEY_FILE("", "RSA private key, PKCS#8 PEM; made in the data folder without it"),
    JWT_KEY_PASSWORD("", "password of that key, if it is encrypted", Place.NOT_ON_COMMAND_LINE),
    ACCESS_TOKEN_SECONDS("1800", "lifetime of an access token"),
    REFRESH_TOKEN_SECONDS("86400", "lifetime of a refresh token"),
    PUBLIC_URL("http://localhost:7070", "links in mails, cookie security, allowed origin"),
    ALLOWED_ORIGINS("", "origins for CORS, cookies and WebSockets, by comma; the public URL without"),
    SMTP_URL(
            "",
            "smtp://user:password@host:587?starttls=required; without one mails are logged",
            Place.NOT_ON_COMMAND_LINE),
    MAIL_FROM("chatrooms@localhost", "sender of mails"),
    REQUIRE_VERIFIED_EMAIL("false", "whether an account needs a verified address: true or false"),
    OPEN_REGISTRATION("true", "whether everybody may register: true or false"),
    MAX_UPLOAD_BYTES("26214400", "largest upload"),
    SENDS_PER_SECOND("20", "messages, edits and reactions per account; 0: no limit"),
    LOGINS_PER_MINUTE("10", "tries per account and per address; 0: no limit"),
    REGISTRATIONS_PER_HOUR("60", "registrations per address; 0: no limit"),
    REPLAY_LIMIT("10000", "events that a resume replays at most"),
    REDIS_URL(
            "", "redis://… or rediss://…; without one PostgreSQL carries the announcements", Place.NOT_ON_COMMAND_LINE),
    BCRYPT_COST("12", "cost of a password hash, 10 to 16"),
    METRICS_PORT("", "port of the Prometheus metrics; without one there are none"),
    METRICS_HOST("127.0.0.1", "where the metrics listen"),
    TRUSTED_PROXIES("", "addresses or CIDR blocks, by comma, whose X-Forwarded-For counts"),
    LOG_FORMAT("text", "text or json"),
    LOG_LEVEL("info", "error, warn, info, debug or trace"),
    CONFIG("", "file of NAME=value lines; the environment wins over it", Place.NOT_IN_FILE);

    static final String PREFIX = "CHATROOMS_";

    private enum Place {
        EVERYWHERE,
        /** May carry a password, and a command line can be read by everybody on the machine. */
        NOT_ON_COMMAND_LINE,
        NOT_IN_FILE
    }

    private final String defaultValue;
    private final String meaning;
    private final Place place;

    Variable(String defaultValue, String meaning) {
        this(defaultValue, meaning, Place.EVERYWHERE);
    }

    Variable(String defaultValue, String meaning, Place place) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.place = place;
    }

    /** The variable with this full name, if there is one. */
    static Optional<Variable> named(String name) {
        return Arrays.stream(values())
                .filter(variable -> variable.fullName().equals(name))
                .findAny();
    }

    /** As in the environment, for example {@code CHATROOMS_DATA_DIR}. */
    public String fullName() {
        return PREFIX + name();
    }

    /** As on the command line, for example {@code --data-dir}. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What counts where nothing is given; empty means none, or a value made from others. */
    public String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the command line may set it too. */
    public boolean isOption() {
        return place != Place.NOT_ON_COMMAND_LINE;
    }

    boolean isInFile() {
        return place != Place.NOT_IN_FILE;
    }
}
