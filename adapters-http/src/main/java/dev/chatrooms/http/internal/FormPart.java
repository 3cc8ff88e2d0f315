package dev.chatrooms.http.internal;

import java.util.Iterator;
import org.eclipse.jetty.util.QuotedStringTokenizer;
import org.jspecify.annotations.Nullable;

/** The head of a part of a form (RFC 7578): its name, and the name of its file. */
final class FormPart {
    private static final QuotedStringTokenizer PARAMETERS = QuotedStringTokenizer.builder()
            .delimiters(";")
            .ignoreOptionalWhiteSpace()
            .allowEmbeddedQuotes()
            .allowEscapeOnlyForQuotes()
            .build();

    private @Nullable String name;
    private @Nullable String fileName;

    void header(String header, String value) {
        if (!"Content-Disposition".equalsIgnoreCase(header)) {
            return;
        }
        for (Iterator<String> tokens = PARAMETERS.tokenize(value); tokens.hasNext(); ) {
            String token = tokens.next();
            if (token.regionMatches(true, 0, "name=", 0, 5)) {
                name = PARAMETERS.unquote(token.substring(5));
            } else if (token.regionMatches(true, 0, "filename=", 0, 9)) {
                // Browsers encode the quotes in names, and nothing else that a name may have.
                fileName = PARAMETERS.unquote(token.substring(9)).replace("%22", "\"");
            }
        }
    }

    @Nullable
    String name() {
        return name;
    }

    /** Returns null if the part is not a file, or a file without a name. */
    @Nullable
    String fileName() {
        return fileName;
    }
}
