package dev.chatrooms.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The user that this process runs as.
 *
 * @param id the numeric id; empty on systems that do not show it
 * @param hasName whether the system has a name for the id. A container's user often has none
 */
record ProcessUser(OptionalInt id, boolean hasName) {

    private static final int ROOT = 0;

    static ProcessUser current() throws IOException {
        if (!PostgresBinaries.isLinux()) {
            return new ProcessUser(OptionalInt.empty(), true);
        }
        Path process = Path.of("/proc/self");
        int id = (Integer) Files.getAttribute(process, "unix:uid");
        // The JDK returns the id if it finds no name.
        boolean hasName = !Files.getOwner(process).getName().equals(Integer.toString(id));
        return new ProcessUser(OptionalInt.of(id), hasName);
    }

    boolean isRoot() {
        return id.isPresent() && id.getAsInt() == ROOT;
    }
}
