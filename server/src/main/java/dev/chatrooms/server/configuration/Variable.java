package dev.chatrooms.server.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * All variables with their defaults and descriptions. This list is the source for reading the configuration, for the
 * command line options, for the help and for the check for unknown names.
 */
public enum Variable {
    HOST("127.0.0.1", "address to listen on"),
    PORT("7070", "port to listen on; 0 picks a free port and logs it"),
    DATABASE_URL("", "jdbc:postgresql://…; if empty, an embedded PostgreSQL runs in the data folder"),
    DATABASE_USER("", "database user"),
    DATABASE_PASSWORD("", "database password", Place.NOT_ON_COMMAND_LINE),
    DATABASE_PASSWORD_FILE("", "file whose first line is the database password"),
    DATABASE_POOL_SIZE("10", "number of database connections"),
    DATA_DIR("./chatrooms-data", "folder for the embedded database and the keys"),
    FILES_DIR("", "folder for uploaded files, shared by all nodes; if empty, 'files' in the data folder"),
    FILES_S3_URL("", "https://endpoint/bucket/prefix?region=…; if empty, files are stored in the folder"),
    FILES_S3_ACCESS_KEY("", "access key of the S3 bucket", Place.NOT_ON_COMMAND_LINE),
    FILES_S3_ACCESS_KEY_FILE("", "file whose first line is the access key of the S3 bucket"),
    FILES_S3_SECRET_KEY("", "secret key of the S3 bucket", Place.NOT_ON_COMMAND_LINE),
    FILES_S3_SECRET_KEY_FILE("", "file whose first line is the secret key of the S3 bucket"),
    COOKIE_SECONDS("86400", "lifetime of the login cookies"),
    JWT_KEY_FILE("", "RSA private key in PKCS#8 PEM; if empty, a key is generated in the data folder"),
    JWT_KEY_PASSWORD("", "password of the key file, if it is encrypted", Place.NOT_ON_COMMAND_LINE),
    ACCESS_TOKEN_SECONDS("1800", "lifetime of an access token"),
    REFRESH_TOKEN_SECONDS("86400", "lifetime of a refresh token"),
    IDENTITY_ISSUER("", "issuer of the tokens of another application; if empty, only tokens of the server count"),
    IDENTITY_AUDIENCE("", "audience that these tokens must have"),
    IDENTITY_SECRET("", "secret for HS256, at least 32 bytes", Place.NOT_ON_COMMAND_LINE),
    IDENTITY_SECRET_FILE("", "file whose first line is the secret for HS256"),
    IDENTITY_PUBLIC_KEY_FILE("", "RSA or EC public key in PEM, for RS256 or ES256"),
    IDENTITY_JWKS_URL("", "https URL of the public keys"),
    IDENTITY_ALGORITHM("RS256", "RS256 or ES256: the algorithm of the keys at the URL"),
    IDENTITY_PROVISIONING("false", "whether unknown subjects get an account: true or false"),
    PUBLIC_URL(
            "http://localhost:7070",
            "URL by which browsers reach the server; used for links, cookies and the allowed origin"),
    ALLOWED_ORIGINS("", "comma-separated origins for CORS, cookies and WebSockets; if empty, the public URL"),
    SMTP_URL(
            "",
            "smtp://user:password@host:587?starttls=required; if empty, mails are logged",
            Place.NOT_ON_COMMAND_LINE),
    MAIL_FROM("chatrooms@localhost", "sender address of mails"),
    REQUIRE_VERIFIED_EMAIL("false", "whether accounts need a verified e-mail address: true or false"),
    OPEN_REGISTRATION("true", "whether anyone can register: true or false"),
    MAX_UPLOAD_BYTES("26214400", "maximum size of an upload"),
    UPLOAD_QUOTA_BYTES("0", "total size of the files of one account; 0 for no limit"),
    SENDS_PER_SECOND("20", "messages, edits and reactions per account; 0 for no limit"),
    CHANGES_PER_MINUTE(
            "120", "rooms, memberships, invites, contacts, profiles and other changes per account; 0 for no limit"),
    NEW_PEOPLE_PER_DAY(
            "5000", "people per account to add or write to who share no room or contact with it; 0 for no limit"),
    MAX_OWNED_ROOMS("5000", "rooms that one account may own; 0 for no limit"),
    REQUESTS_IN_FLIGHT("8", "requests of one account processed at a time; 0 for no limit"),
    CONNECTIONS_PER_ADDRESS("2000", "open connections per client address; 0 for no limit"),
    LOGINS_PER_MINUTE("10", "login attempts per account and per IP address; 0 for no limit"),
    REGISTRATIONS_PER_HOUR("60", "registrations per IP address; 0 for no limit"),
    REPLAY_LIMIT("10000", "maximum number of events replayed on resume"),
    REDIS_URL("", "redis://… or rediss://…; checked, and without effect yet", Place.NOT_ON_COMMAND_LINE),
    BCRYPT_COST("12", "cost of password hashes, 10 to 16"),
    METRICS_PORT("", "port of the Prometheus metrics endpoint; if empty, there is none"),
    METRICS_HOST("127.0.0.1", "address of the Prometheus metrics endpoint"),
    DRAIN_SECONDS("0", "time that a stop goes on serving with readiness red, so that load balancers notice it"),
    TRUSTED_PROXIES("", "comma-separated IP addresses or CIDR blocks whose X-Forwarded-For is trusted"),
    LOG_FORMAT("text", "text or json"),
    LOG_LEVEL("info", "error, warn, info, debug or trace"),
    CONFIG("", "file of NAME=value lines; the environment overrides it", Place.NOT_IN_FILE);

    static final String PREFIX = "CHATROOMS_";

    private enum Place {
        EVERYWHERE,
        /** The value may contain a password, and every user of the machine can read a command line. */
        NOT_ON_COMMAND_LINE,
        NOT_IN_FILE
    }

    private final String defaultValue;
    private final String description;
    private final Place place;

    Variable(String defaultValue, String description) {
        this(defaultValue, description, Place.EVERYWHERE);
    }

    Variable(String defaultValue, String description, Place place) {
        this.defaultValue = defaultValue;
        this.description = description;
        this.place = place;
    }

    /** Returns the variable with this full name, if it exists. */
    static Optional<Variable> named(String name) {
        return Arrays.stream(values())
                .filter(variable -> variable.fullName().equals(name))
                .findAny();
    }

    /** Returns the name in the environment, for example {@code CHATROOMS_DATA_DIR}. */
    public String fullName() {
        return PREFIX + name();
    }

    /** Returns the name on the command line, for example {@code --data-dir}. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the default value. Empty means no default, or one that depends on other variables. */
    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** Returns whether the command line may set the variable. */
    public boolean isOption() {
        return place != Place.NOT_ON_COMMAND_LINE;
    }

    boolean isInFile() {
        return place != Place.NOT_IN_FILE;
    }
}
