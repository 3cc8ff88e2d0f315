package dev.chatrooms.application.admin;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The rooms for administrators, who need not be members. They see no messages. */
public interface RoomAdministration {
    /** Lists the rooms that match, last activity first. */
    Page<RoomOverview> list(RoomFilter filter, PageRequest page);

    /**
     * Changes a room's name, topic or kind, and makes a member an owner beside the present ones. Fields that are null
     * stay as they are. Fails with {@code invalid}, {@code not_found}, {@code direct_room}, {@code name_taken}.
     *
     * @param owner the id or username of a member; null for no further owner
     */
    CompletableFuture<RoomOverview> change(RoomId room, RoomEdit edit, @Nullable String owner);

    /** Deletes a room for all members. Fails with {@code not_found}, {@code direct_room}. */
    CompletableFuture<Void> delete(RoomId room);
}
