package dev.chatrooms.bootstrap.database;

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
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL for this operating system, as the class path brings it: repacked by our build for the system that it was
 * built for, in zonky's jar for any other.
 */
final class PostgresArchive {

    /** Where archives are looked for: opens a name, if there is one of it. */
    @FunctionalInterface
    interface Source {
        @Nullable
        InputStream open(String name) throws IOException;
    }

    /** What makes a plain archive of a packed one. */
    @FunctionalInterface
    private interface Unpacking {
        InputStream of(InputStream packed) throws IOException;
    }

    private static final int OWNER_EXECUTES = 0100;

    private final Source source;
    private final String resource;
    private final Unpacking unpacking;
    private final String name;

    private PostgresArchive(Source source, String resource, Unpacking unpacking, String digest) {
        this.source = source;
        this.resource = resource;
        this.unpacking = unpacking;
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
                String written = new String(digest.readAllBytes(), StandardCharsets.US_ASCII);
                return new PostgresArchive(source, repacked, plain -> plain, written);
            }
        }
        String published = base + ".txz";
        try (InputStream packed = source.open(published)) {
            if (packed != null) {
                return new PostgresArchive(source, published, XZInputStream::new, digest(packed));
            }
        }
        throw new EmbeddedDatabaseException("No PostgreSQL is embedded for this system ("
                + system()
                + ", "
                + architecture()
                + "): set CHATROOMS_DATABASE_URL.");
    }

    /** Tells archives apart by all that is in them, so that a new version never runs on an older one's files. */
    String name() {
        return name;
    }

    /** Unpacks the whole archive or, after a crash at any instant, none of it. */
    void unpackTo(Path home) throws IOException {
        Path draft = home.resolveSibling("unpacking");
        PrivateFiles.deleteFolder(draft);
        PrivateFiles.createFolder(draft);
        try (InputStream packed = Objects.requireNonNull(source.open(resource), resource);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacking.of(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, draft);
            }
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

    private static void unpack(TarArchiveEntry entry, InputStream tar, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive has an entry outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & OWNER_EXECUTES) != 0 && !target.toFile().setExecutable(true)) {
                throw new IOException("Cannot make executable: " + target);
            }
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

    /** Alpine has another C library, for which there are binaries of their own. */
    private static String library() {
        return Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    }
}
