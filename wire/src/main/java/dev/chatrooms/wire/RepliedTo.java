package dev.chatrooms.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a message that another one answers.
 *
 * @param text its first 200 code points; absent if it is deleted
 */
public record RepliedTo(
        UUID id, Sender sender, @OmittedIfNull @Nullable String text) {}
