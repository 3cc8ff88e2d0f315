package dev.chatrooms.application.file;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileUse;
import java.util.List;

/**
 * Compares the file store with what the database knows of files. For operators: no permissions are checked, and a check
 * takes as long as it takes to read all contents. Nodes may serve meanwhile: uploads and deletions in progress are not
 * findings. Any number of contents takes constant memory.
 */
public interface FileIntegrity {
    /** The most files that a finding lists. */
    int MAX_FILES = 100;

    /**
     * Checks all contents in the order of their keys. Blocks until that is done.
     *
     * @throws ChatException {@code unavailable} if the database or the file store fails
     */
    Result check(Request request, Listener listener);

    /**
     * The extent of a check.
     *
     * @param read whether to read every content and compare its hash; otherwise sizes are compared
     * @param repair whether to delete contents that are left over. Missing and damaged contents need a backup, or
     *     another upload of an equal file
     */
    record Request(boolean read, boolean repair) {}

    /** Receives the findings of a check. Called by the thread that checks. */
    interface Listener {
        void found(Finding finding);

        /** Receives the share of the contents that are checked, from 0 to 1. Never less than before. */
        void checked(double share);
    }

    enum Problem {
        /** Files refer to the content, but it is not stored. */
        MISSING,
        /** Files refer to the content, but its bytes have another hash or size, or cannot be read. */
        DAMAGED,
        /** The content is stored, but no file refers to it, and it is not about to be deleted. */
        LEFT_OVER
    }

    /**
     * A content with a problem.
     *
     * @param size of the stored content, or that of its files if it is missing
     * @param files the files that need it, at most {@value FileIntegrity#MAX_FILES}, with it as content or as thumbnail
     */
    record Finding(Problem problem, ContentKey content, long size, List<FileUse> files) {
        public Finding {
            files = List.copyOf(files);
        }
    }

    /**
     * The outcome of a check.
     *
     * @param contents the number of contents that files refer to
     * @param bytes their sizes
     * @param repaired the number of findings that are mended
     */
    record Result(long contents, long bytes, long missing, long damaged, long leftOver, long repaired) {
        public long findings() {
            return missing + damaged + leftOver;
        }
    }
}
