package dev.chatrooms.bootstrap.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL for this operating system, as the class path brings it. */
final class PostgresArchive {

    private static final int OWNER_EXECUTES = 0100;

    private final byte[] content;

    private PostgresArchive(byte[] content) {
        this.content = content;
    }

    static PostgresArchive ofThisSystem() throws IOException {
        String resource = "/postgres-" + system() + "-" + architecture() + library() + ".txz";
        try (InputStream in = PostgresArchive.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new EmbeddedDatabaseException("No PostgreSQL is embedded for this system ("
                        + system()
                        + ", "
                        + architecture()
                        + "): set CHATROOMS_DATABASE_URL.");
            }
            return new PostgresArchive(in.readAllBytes());
        }
    }

    /** Tells archives apart, so that a new version never runs on an older one's files. */
    String name() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "postgres-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Unpacks the whole archive or, after a crash at any instant, none of it. */
    void unpackTo(Path home) throws IOException {
        Path draft = home.resolveSibling("unpacking");
        PrivateFiles.deleteFolder(draft);
        PrivateFiles.createFolder(draft);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(content)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, draft);
            }
        }
        Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
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
