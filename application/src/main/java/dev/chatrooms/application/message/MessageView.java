package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Message;

/** A message with everything that is shown with it. Its client id is for its sender's eyes only: adapters leave it out for all others. */
public record MessageView(Message message, Sender sender) {}
