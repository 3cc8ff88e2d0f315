package dev.chatrooms.server.configuration;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The locale of this process, which determines the characters that paths can contain. The JVM decodes bytes of paths,
 * arguments and variables that the locale does not support to replacement characters, so another folder would be used.
 */
public final class PathLocale {

    private static final PathLocale CURRENT = new PathLocale(
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")),
            System.getenv(),
            System.getProperty("user.dir", ""));

    private static final String REPLACEMENT = "\uFFFD";

    private final Charset charset;
    private final Map<String, String> environment;
    private final String workingDirectory;

    PathLocale(Charset charset, Map<String, String> environment, String workingDirectory) {
        this.charset = charset;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    public static PathLocale current() {
        return CURRENT;
    }

    /** Returns whether this text is the path that its author meant. A relative one depends on the working directory. */
    public boolean supports(String path) {
        return isIntact(path) && (path.startsWith("/") || isIntact(workingDirectory));
    }

    /** Returns whether this path is still the same one after its conversion to text, as other programs receive it. */
    public boolean supports(Path path) {
        return supports(path.toString());
    }

    private boolean isIntact(String text) {
        return !text.contains(REPLACEMENT) && charset.newEncoder().canEncode(text);
    }

    /** Returns a clause about a path that is not supported, without a final full stop. */
    public String problem() {
        String setting = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(name -> name + "=" + environment.get(name))
                .orElse("no LC_ALL is set");
        return "contains characters that the locale (" + setting
                + ") does not support: start with a locale that does, such as LC_ALL=C.UTF-8";
    }
}
