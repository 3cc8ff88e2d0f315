package dev.chatrooms.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The archive of PostgreSQL for this operating system on the class path. The module {@code chatrooms-postgres} has the
 * one for the platform of the build; for other platforms it is the archive in zonky's jar. This class needs none of the
 * libraries that unpack an archive, so that it can report a missing one.
 */
final class PostgresArchive {

    /** Opens an archive by its name; returns null if it does not exist. */
    @FunctionalInterface
    interface Source {
        @Nullable
        InputStream open(String name) throws IOException;
    }

    @FunctionalInterface
    private interface Decompressor {
        InputStream decompress(InputStream compressed) throws IOException;
    }

    private final Source source;
    private final String resource;
    private final Decompressor decompressor;
    private final String name;

    private PostgresArchive(Source source, String resource, Decompressor decompressor, String digest) {
        this.source = source;
        this.resource = resource;
        this.decompressor = decompressor;
        this.name = "postgres-" + digest.substring(0, 16);
    }

    static PostgresArchive ofThisSystem() throws IOException {
        return ofThisSystem(name -> PostgresArchive.class.getResourceAsStream("/" + name));
    }

    static PostgresArchive ofThisSystem(Source source) throws IOException {
        String base = "postgres-" + system() + "-" + architecture() + library();
        String repacked = base + ".tar";
        try (InputStream digest = source.open(repacked + ".sha256")) {
            if (digest != null) {
                String hex = new String(digest.readAllBytes(), StandardCharsets.US_ASCII);
                return new PostgresArchive(source, repacked, uncompressed -> uncompressed, hex);
            }
        }
        String published = base + ".txz";
        try (InputStream compressed = source.open(published)) {
            if (compressed != null) {
                return new PostgresArchive(source, published, XZInputStream::new, digest(compressed));
            }
        }
        throw new EmbeddedDatabaseException("The class path has no PostgreSQL for this system ("
                + system()
                + ", "
                + architecture()
                + "): set CHATROOMS_DATABASE_URL, or add the module chatrooms-postgres to the class path.");
    }

    /** Returns a name with a digest of the content, which keeps the files of different versions apart. */
    String name() {
        return name;
    }

    /** Unpacks the archive atomically: a crash leaves either all of it or nothing at the target. */
    void unpackTo(Path home) throws IOException {
        Path draft = home.resolveSibling("unpacking");
        PrivateFiles.deleteFolder(draft);
        PrivateFiles.createFolder(draft);
        try (InputStream compressed = Objects.requireNonNull(source.open(resource), resource)) {
            TarUnpacker.unpack(decompressor.decompress(compressed), draft);
        }
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String digest(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "linux";
        }
        return name.contains("mac") ? "darwin" : name.contains("windows") ? "windows" : name;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }

    /** Returns the suffix for Alpine Linux, whose C library needs its own binaries. */
    private static String library() {
        return Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    }
}
