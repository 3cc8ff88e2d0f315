package dev.chatrooms.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request whose path has no needless percent-encoding: {@code /%72ooms} is {@code /rooms} (RFC 3986, section
 * 6.2.2.2). Javalin compares paths as they were sent. Encoded dots remain, because they could become the segments
 * {@code .} and {@code ..}, which the server has resolved before.
 */
final class NormalPath extends HttpServletRequestWrapper {
    /** Letters, digits, and {@code - _ ~}. */
    private static final Pattern NEEDLESS =
            Pattern.compile("%(2[dD]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])");

    private final String path;

    private NormalPath(HttpServletRequest request, String path) {
        super(request);
        this.path = path;
    }

    /** Returns the request itself if its path is normal. */
    static HttpServletRequest of(HttpServletRequest request) {
        String sent = request.getRequestURI();
        if (sent.indexOf('%') < 0) {
            return request;
        }
        Matcher needless = NEEDLESS.matcher(sent);
        return needless.find() ? new NormalPath(request, needless.replaceAll(NormalPath::decoded)) : request;
    }

    private static String decoded(MatchResult encoded) {
        return String.valueOf((char) Integer.parseInt(encoded.group(1), 16));
    }

    @Override
    public String getRequestURI() {
        return path;
    }
}
