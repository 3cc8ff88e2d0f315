package dev.chatrooms.application.event;

import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rooms, messages and files known to all participants, including deleted ones. */
final class SharedRooms {
    private final CopyOnWriteArrayList<RoomId> rooms = new CopyOnWriteArrayList<>();

    private final CopyOnWriteArrayList<MessageId> messages = new CopyOnWriteArrayList<>();

    private final CopyOnWriteArrayList<UploadedFile> files = new CopyOnWriteArrayList<>();
    private final Set<FileId> attached = ConcurrentHashMap.newKeySet();

    void said(Message message) {
        messages.add(message.id());
        message.attachments().forEach(file -> attached.add(file.id()));
    }

    void uploaded(UploadedFile file) {
        files.add(file);
    }

    List<UploadedFile> files() {
        return List.copyOf(files);
    }

    Optional<UploadedFile> anyFile(Random random) {
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(random.nextInt(files.size())));
    }

    /** Returns whether a message has been posted with the file. */
    boolean isAttached(FileId file) {
        return attached.contains(file);
    }

    /** Mostly a late one. */
    Optional<MessageId> anyMessage(Random random) {
        int size = messages.size();
        return size == 0
                ? Optional.empty()
                : Optional.of(messages.get(size - 1 - random.nextInt(random.nextBoolean() ? size : Math.min(size, 8))));
    }

    void add(RoomId room) {
        rooms.add(room);
    }

    Optional<RoomId> any(Random random) {
        int size = rooms.size();
        return size == 0 ? Optional.empty() : Optional.of(rooms.get(random.nextInt(size)));
    }
}
