package dev.chatrooms.bootstrap.command;

import org.jspecify.annotations.Nullable;

/** Asks a person for something that must not appear on the screen. */
@FunctionalInterface
public interface HiddenPrompt {

    /** What was typed without the line's end, or null at the end of input. */
    char @Nullable [] ask(String text);
}
