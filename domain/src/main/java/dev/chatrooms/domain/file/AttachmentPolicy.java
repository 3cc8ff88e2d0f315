package dev.chatrooms.domain.file;

import dev.chatrooms.domain.Decision;
import dev.chatrooms.domain.FieldError;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for files in messages: an account attaches files of its own, each to one message and once. An attached file
 * is deleted with its message only. Stateless.
 */
public final class AttachmentPolicy {
    /** The files of one message, at most. */
    public static final int MAX_FILES = 10;

    private static final String FIELD = "attachments";

    private AttachmentPolicy() {}

    /**
     * Decides on the files of a message.
     *
     * @param wanted the files in the order in which the message shows them
     * @param found those of them that exist
     * @return the errors: {@code too_many}, or {@code unknown_file} and {@code attached} for single files
     */
    public static List<FieldError> errors(List<FileId> wanted, AccountId sender, Map<FileId, FileUse> found) {
        if (wanted.size() > MAX_FILES) {
            return List.of(new FieldError(FIELD, "too_many", "must be at most " + MAX_FILES));
        }
        List<FieldError> errors = new ArrayList<>();
        Set<FileId> earlier = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            FileUse use = found.get(wanted.get(i));
            String field = FIELD + "[" + i + "]";
            if (use == null || !use.file().ownerId().equals(sender)) {
                errors.add(new FieldError(field, "unknown_file", "must be a file that you have uploaded"));
            } else if (use.isAttached() || !earlier.add(use.file().id())) {
                errors.add(new FieldError(field, "attached", "is attached already; upload it again"));
            }
        }
        return errors;
    }

    /**
     * Decides on the deletion of a file.
     *
     * @param own null if the file is not the actor's own
     * @param isReadable whether the actor may read the file
     * @return refused with {@code attached}, {@code insufficient_role}, or {@code not_found} if the actor may not know
     *     that the file exists
     */
    public static Decision<UploadedFile> delete(@Nullable FileUse own, boolean isReadable) {
        if (own == null) {
            return isReadable
                    ? Decision.refuse(RefusalCode.INSUFFICIENT_ROLE, "only the uploader may delete a file")
                    : Decision.refuse(RefusalCode.NOT_FOUND, "no such file");
        }
        return own.isAttached()
                ? Decision.refuse(RefusalCode.ATTACHED, "the file belongs to a message; delete that instead")
                : Decision.accept(own.file());
    }
}
