package dev.chatrooms.http.file;

import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.EntityTags;
import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.ByteRange;
import org.eclipse.jetty.http.MultiPart;

/**
 * The response with a content or parts of it. The content is untrusted: the headers let browsers display what is
 * harmless, save everything else, and run nothing. The rights are checked at each request, so caches must ask.
 */
final class DownloadAnswer {
    private final FileDownload content;
    private final String tag;
    private final String type;
    private final String disposition;

    /** @param tagSuffix distinguishes the thumbnail from its file, whose hash it has */
    DownloadAnswer(FileDownload content, String tagSuffix, boolean inline) {
        this.content = content;
        this.tag = EntityTags.quoted(content.hash().value() + tagSuffix);
        // Without a charset, browsers guess.
        this.type = content.type().value().equals("text/plain")
                ? "text/plain; charset=utf-8"
                : content.type().value();
        this.disposition = ContentDisposition.of(inline, content.name().value());
    }

    CompletionStage<Answer> to(Call call) {
        if (EntityTags.matches(call.header("If-None-Match"), tag)) {
            return Answer.notModified()
                    .with("ETag", tag)
                    .with("Cache-Control", "private, no-cache")
                    .now();
        }
        if (call.isHead()) {
            return headers(Answer.streaming(200, type, content.size(), Download.EMPTY))
                    .now();
        }
        List<ByteRange> ranges = ByteRanges.of(call, tag, content.size());
        if (ranges == null) {
            return answer(200, type, List.of(Piece.of(0, content.size())));
        }
        if (ranges.isEmpty()) {
            return Problems.answer(
                            Failure.of(ErrorCode.RANGE_NOT_SATISFIABLE, "the content has " + content.size() + " bytes"))
                    .with("Content-Range", ByteRange.toNonSatisfiableHeaderValue(content.size()))
                    .now();
        }
        if (ranges.size() == 1) {
            ByteRange range = ranges.get(0);
            return answer(206, type, List.of(Piece.of(range.first(), range.getLength())))
                    .thenApply(answer -> answer.with("Content-Range", range.toHeaderValue(content.size())));
        }
        String boundary = MultiPart.generateBoundary("chatrooms", 24);
        return answer(206, "multipart/byteranges; boundary=" + boundary, parts(ranges, boundary));
    }

    private List<Piece> parts(List<ByteRange> ranges, String boundary) {
        List<Piece> pieces = new ArrayList<>();
        String before = "--";
        for (ByteRange range : ranges) {
            pieces.add(text(before + boundary + "\r\nContent-Type: " + type + "\r\nContent-Range: "
                    + range.toHeaderValue(content.size()) + "\r\n\r\n"));
            pieces.add(Piece.of(range.first(), range.getLength()));
            before = "\r\n--";
        }
        pieces.add(text("\r\n--" + boundary + "--\r\n"));
        return pieces;
    }

    private static Piece text(String text) {
        return new Piece(text, 0, 0);
    }

    /** Opens the first piece before the response begins, so that a failure is still answered as one. */
    private CompletionStage<Answer> answer(int status, String contentType, List<Piece> pieces) {
        long length = pieces.stream().mapToLong(Piece::size).sum();
        return Download.open(content, pieces)
                .thenApply(download -> headers(Answer.streaming(status, contentType, length, download)));
    }

    private Answer headers(Answer answer) {
        return answer.with("ETag", tag)
                .with("Cache-Control", "private, no-cache")
                .with("Accept-Ranges", "bytes")
                .with("Content-Disposition", disposition)
                .with("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    /**
     * A piece of the response: a text, or a part of the content.
     *
     * @param text in ASCII; empty for a part of the content
     */
    record Piece(String text, long offset, long length) {
        static Piece of(long offset, long length) {
            return new Piece("", offset, length);
        }

        boolean isText() {
            return !text.isEmpty();
        }

        long size() {
            return isText() ? text.length() : length;
        }
    }
}
