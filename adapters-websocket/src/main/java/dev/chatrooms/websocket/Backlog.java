package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The objects that wait to be written, in order, and how many bytes of them there are: events and answers apart,
 * because they are held back in different ways. An object counts until {@link #written}. Not thread-safe.
 */
final class Backlog {
    static final int MAX_FRAME = 64 * 1024;

    private final Queue<Piece> waiting = new ArrayDeque<>(2);
    private int eventBytes;
    private int answerBytes;
    private int eventBytesUnderWay;
    private int answerBytesUnderWay;

    private record Piece(ByteBuffer bytes, boolean isEvent) {}

    void addEvent(ByteBuffer event) {
        waiting.add(new Piece(event, true));
        eventBytes += event.remaining();
    }

    void addAnswer(ByteBuffer answer) {
        waiting.add(new Piece(answer, false));
        answerBytes += answer.remaining();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes as much as fits into a frame, one object a line. A single one is not copied. */
    ByteBuffer take() {
        int count = 0;
        int length = -1;
        for (Piece piece : waiting) {
            int longer = length + 1 + piece.bytes().remaining();
            if (count > 0 && longer > MAX_FRAME) {
                break;
            }
            length = longer;
            count++;
        }
        if (count == 1) {
            return takeOne();
        }
        ByteBuffer joined = ByteBuffer.allocate(length).put(takeOne());
        while (--count > 0) {
            joined.put((byte) '\n').put(takeOne());
        }
        return joined.flip();
    }

    private ByteBuffer takeOne() {
        Piece piece = waiting.remove();
        int length = piece.bytes().remaining();
        if (piece.isEvent()) {
            eventBytesUnderWay += length;
        } else {
            answerBytesUnderWay += length;
        }
        return piece.bytes();
    }

    /** What was taken has been written. */
    void written() {
        eventBytes -= eventBytesUnderWay;
        answerBytes -= answerBytesUnderWay;
        eventBytesUnderWay = 0;
        answerBytesUnderWay = 0;
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
        eventBytes = eventBytesUnderWay;
        answerBytes = answerBytesUnderWay;
    }

    int eventBytes() {
        return eventBytes;
    }

    int answerBytes() {
        return answerBytes;
    }
}
