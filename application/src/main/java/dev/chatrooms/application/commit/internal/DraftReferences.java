package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.PostingPolicy.References;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages, accounts and files that the drafts of a batch refer to. Reads them with one statement for messages, one
 * for usernames and one for files, and with none if no draft refers to any. Counts the replies of each thread within
 * the batch.
 */
public final class DraftReferences {
    private final Map<MessageId, MessageView> messages;
    private final Map<Username, AccountId> people;
    private final Map<FileId, FileUse> files;
    private final Map<MessageId, Integer> counts = new HashMap<>();

    private DraftReferences(
            Map<MessageId, MessageView> messages, Map<Username, AccountId> people, Map<FileId, FileUse> files) {
        this.messages = messages;
        this.people = people;
        this.files = new HashMap<>(files);
    }

    /** Reads what the drafts refer to. Their rooms are locked. */
    static DraftReferences by(List<Draft> drafts, UnitOfWork uow) {
        Set<MessageId> messages = new HashSet<>();
        Set<Username> names = new HashSet<>();
        Set<OwnFile> files = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.replyTo() != null) {
                messages.add(draft.replyTo());
            }
            if (draft.threadId() != null) {
                messages.add(draft.threadId());
            }
            names.addAll(draft.names().people());
            draft.attachments().forEach(file -> files.add(new OwnFile(file, draft.senderId())));
        }
        return new DraftReferences(
                messages.isEmpty() ? Map.of() : uow.messages().findAll(messages),
                people(names, uow),
                files.isEmpty() ? Map.of() : uow.files().lock(files));
    }

    /** Returns the accounts with these usernames, without deleted ones. */
    public static Map<Username, AccountId> people(Collection<Username> names, UnitOfWork uow) {
        Map<Username, AccountId> people = new HashMap<>();
        if (!names.isEmpty()) {
            for (Account account : uow.accounts().findAllByUsername(names)) {
                if (!account.deleted()) {
                    people.put(account.username(), account.id());
                }
            }
        }
        return people;
    }

    References references(Draft draft) {
        if (draft.replyTo() == null
                && draft.threadId() == null
                && draft.names().people().isEmpty()
                && draft.attachments().isEmpty()) {
            return References.NONE;
        }
        Map<Username, AccountId> mentioned = new HashMap<>();
        for (Username name : draft.names().people()) {
            AccountId account = people.get(name);
            if (account != null) {
                mentioned.put(name, account);
            }
        }
        Map<FileId, FileUse> attached = new HashMap<>();
        for (FileId file : draft.attachments()) {
            FileUse use = files.get(file);
            if (use != null) {
                attached.put(file, use);
            }
        }
        return new References(message(draft.replyTo()), message(draft.threadId()), mentioned, attached);
    }

    /** Records the files of a message, which later drafts of the batch cannot attach. */
    void attached(Message message) {
        for (UploadedFile file : message.attachments()) {
            files.put(file.id(), new FileUse(file, message.id()));
        }
    }

    private @Nullable Message message(@Nullable MessageId id) {
        MessageView view = id == null ? null : messages.get(id);
        return view == null ? null : view.message();
    }

    @Nullable
    RepliedTo repliedTo(Draft draft) {
        MessageView replied = draft.replyTo() == null ? null : messages.get(draft.replyTo());
        return replied == null ? null : RepliedTo.of(replied);
    }

    /** Returns the number of messages in the thread including this one; null for a message outside of threads. */
    @Nullable
    Integer threadCount(Message posted) {
        Message root = message(posted.threadId());
        return root == null ? null : counts.merge(root.id(), root.threadCount() + 1, (known, first) -> known + 1);
    }
}
