package dev.chatrooms.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and creates files with one key each. {@link PemKey} defines their content. */
final class KeyFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    static Path directoryOf(Path file) {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    static KeyPair readPair(Path file, @Nullable String password, List<String> warnings) {
        PemKey key = read(file);
        if (key.isPublic()) {
            throw new UnusableKeyFile(file, "contains a public key, but signing requires a private key");
        }
        addWarnings(file, key, password, warnings);
        return key.decodePair(file, password);
    }

    static RSAPublicKey readPublic(Path file, @Nullable String password, List<String> warnings) {
        PemKey key = read(file);
        if (key.isPublic()) {
            return key.decodePublic(file);
        }
        addWarnings(file, key, password, warnings);
        return (RSAPublicKey) key.decodePair(file, password).getPublic();
    }

    /**
     * Creates a file that only its owner may read from the start, and that is never visible half written. If another
     * process has created the file in the meantime, that file is kept.
     */
    static void create(Path file, KeyPair pair, @Nullable String password) {
        String text = PemKey.encode(file, pair.getPrivate(), password);
        Path directory = directoryOf(file);
        try {
            Files.createDirectories(directory);
            FileAttribute<?>[] ownerOnly = hasPermissions(directory)
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                    : new FileAttribute<?>[0];
            Path temporary = Files.createTempFile(directory, ".key-", ".tmp", ownerOnly);
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                publish(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UnusableKeyFile(file, "cannot be created: " + reason(e), e);
        }
    }

    /** Links the file under its name. Unlike a rename, a link fails if the file exists. */
    private static void publish(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems have no links. A rename then has to do, although it races if two nodes start at once
            // for the first time.
            Files.move(temporary, file);
        }
    }

    private static PemKey read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UnusableKeyFile(file, "is a directory");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableKeyFile(file, "is too large for a key");
            }
            return PemKey.parse(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UnusableKeyFile(file, "cannot be read: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return String.valueOf(e.getMessage());
    }

    private static void addWarnings(Path file, PemKey key, @Nullable String password, List<String> warnings) {
        if (password != null && !key.isEncrypted()) {
            warnings.add("The key file " + file + " is not encrypted, although a password is configured for it.");
        }
        try {
            if (hasPermissions(file) && !OWNER_ONLY.containsAll(withoutExecute(file))) {
                warnings.add("The key file " + file
                        + " contains a private key but is accessible to others than its owner;"
                        + " its mode should be 0600.");
            }
        } catch (IOException e) {
            warnings.add("The permissions of the key file " + file + " cannot be read: " + reason(e) + ".");
        }
    }

    private static Set<PosixFilePermission> withoutExecute(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.remove(PosixFilePermission.OWNER_EXECUTE);
        return permissions;
    }

    private static boolean hasPermissions(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
