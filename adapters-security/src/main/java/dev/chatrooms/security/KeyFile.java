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

/** Reads and makes files that hold one key each. What is in them is {@link PemKey}'s concern. */
final class KeyFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }

    static KeyPair readPair(Path file, @Nullable String password, List<String> warnings) {
        PemKey key = read(file);
        if (key.isPublic()) {
            throw new UnusableKeyFile(file, "holds a public key, but signing takes a private one");
        }
        warnAbout(file, key, password, warnings);
        return key.decodePair(file, password);
    }

    static RSAPublicKey readPublic(Path file, @Nullable String password, List<String> warnings) {
        PemKey key = read(file);
        if (key.isPublic()) {
            return key.decodePublic(file);
        }
        warnAbout(file, key, password, warnings);
        return (RSAPublicKey) key.decodePair(file, password).getPublic();
    }

    /**
     * Writes a new file that only its owner may read, from its first moment on, and that nobody ever sees half written.
     * If another process made the file in the meantime, that one stays.
     */
    static void create(Path file, KeyPair pair, @Nullable String password) {
        String text = PemKey.encode(file, pair.getPrivate(), password);
        Path folder = folderOf(file);
        try {
            Files.createDirectories(folder);
            FileAttribute<?>[] ownerOnly = hasPermissions(folder)
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                    : new FileAttribute<?>[0];
            Path draft = Files.createTempFile(folder, ".key-", ".tmp", ownerOnly);
            try {
                try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                publish(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UnusableKeyFile(file, "cannot be made: " + reason(e), e);
        }
    }

    /** Unlike a rename, a link fails where there is a file already. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some file systems have no links: there the rename has to do, which two first starts
            // at once can make a race.
            Files.move(draft, file);
        }
    }

    private static PemKey read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UnusableKeyFile(file, "is a folder");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableKeyFile(file, "is too large to be a key");
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
            return "there is no such file";
        }
        return String.valueOf(e.getMessage());
    }

    private static void warnAbout(Path file, PemKey key, @Nullable String password, List<String> warnings) {
        if (password != null && !key.isEncrypted()) {
            warnings.add("The key file " + file + " is not encrypted, although a password for it is configured.");
        }
        try {
            if (hasPermissions(file) && !OWNER_ONLY.containsAll(withoutExecute(file))) {
                warnings.add("The key file " + file
                        + " holds a private key but others than its owner have access to it; its mode should be 0600.");
            }
        } catch (IOException e) {
            warnings.add("Who has access to the key file " + file + " cannot be told: " + reason(e) + ".");
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
