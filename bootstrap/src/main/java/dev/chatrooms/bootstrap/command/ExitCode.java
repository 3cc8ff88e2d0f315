package dev.chatrooms.bootstrap.command;

/** The codes with which a server process ends itself at once. */
final class ExitCode {
    /** As the JVM's own {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int FATAL_ERROR = 3;

    static final int ESSENTIAL_THREAD_DIED = 4;
    static final int STOP_TIMED_OUT = 5;

    private ExitCode() {}
}
