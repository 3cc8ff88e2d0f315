package dev.chatrooms.files.disk;

import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lists the contents in a store's folder in order. Holds no more than a page, however many there are. */
final class Listing {
    private static final int FOLDERS = 256;
    private static final int PREFIX = 2;

    private final Path folder;

    Listing(Path folder) {
        this.folder = folder;
    }

    static String prefix(ContentKey content) {
        return content.hash().value().substring(0, PREFIX);
    }

    List<ContentKey> after(@Nullable ContentKey after, int limit) throws IOException {
        List<ContentKey> page = new ArrayList<>();
        int first = after == null ? 0 : Integer.parseInt(prefix(after), 16);
        for (int i = first; i < FOLDERS && page.size() < limit; i++) {
            page.addAll(smallest(folder.resolve(String.format("%02x", i)), after, limit - page.size()));
        }
        return page;
    }

    private static NavigableSet<ContentKey> smallest(Path folder, @Nullable ContentKey after, int limit)
            throws IOException {
        NavigableSet<ContentKey> smallest = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (ContentKey.isValid(name)) {
                    ContentKey key = ContentKey.parse(name);
                    if (after == null || key.compareTo(after) > 0) {
                        smallest.add(key);
                    }
                    if (smallest.size() > limit) {
                        smallest.pollLast();
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // No content has these digits.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return smallest;
    }
}
