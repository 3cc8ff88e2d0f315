package dev.chatrooms.application.message;

import dev.chatrooms.application.common.Page;

/**
 * A message and what stands under it.
 *
 * @param items a part of it, ascending by seq, deleted ones among them
 */
public record MessageThread(MessageView root, Page<MessageView> items) {}
