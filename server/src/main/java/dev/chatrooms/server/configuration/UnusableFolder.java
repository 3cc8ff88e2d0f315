package dev.chatrooms.server.configuration;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Describes why a configured folder cannot be used. */
public final class UnusableFolder {
    private UnusableFolder() {}

    /**
     * Returns one sentence for the operator that names the folder, its variable and the reason.
     *
     * @param purpose what the folder is for, such as {@code data folder}
     */
    public static String sentence(String purpose, Path folder, Variable variable, IOException failure) {
        return "Cannot use the " + purpose + " " + folder + " (" + variable.fullName() + "): " + reason(failure) + ".";
    }

    /** Returns the reason of a failure. The messages of many file system exceptions are a path only. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return ((FileSystemException) failure).getFile() + " is not a folder";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist and cannot be created";
        }
        return String.valueOf(failure.getMessage());
    }
}
