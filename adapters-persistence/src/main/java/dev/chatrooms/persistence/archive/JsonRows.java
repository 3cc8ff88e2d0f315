package dev.chatrooms.persistence.archive;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;

/** Reads the lines of an export, each a JSON object, without keeping them. */
final class JsonRows {
    static final JsonFactory FACTORY = new JsonFactory();

    private JsonRows() {}

    /** Reads an object that the parser has begun, to its end. */
    interface Action {
        void accept(JsonParser row) throws IOException;
    }

    /**
     * Passes on all objects.
     *
     * @param read receives the numbers of objects that were read
     * @throws ImportRefused if the lines are not objects
     */
    static void forEach(InputStream lines, LongConsumer read, Action action) {
        try (JsonParser parser = FACTORY.createParser(lines)) {
            each(parser, read, action);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    static void forEach(String line, Action action) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            each(parser, count -> {}, action);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static void each(JsonParser parser, LongConsumer read, Action action) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw unreadable();
            }
            action.accept(parser);
            read.accept(1);
        }
    }

    private static RuntimeException failure(IOException e) {
        // The parser's message may quote a row.
        return e instanceof JacksonException ? unreadable() : new UncheckedIOException(e);
    }

    private static ImportRefused unreadable() {
        return new ImportRefused("the export has a line that is not a JSON object");
    }
}
