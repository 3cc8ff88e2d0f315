package dev.chatrooms.application.message;

import dev.chatrooms.application.common.Page;

/**
 * The root message of a thread and a page of its replies.
 *
 * @param items ascending by seq, including deleted replies
 */
public record MessageThread(MessageView root, Page<MessageView> items) {}
