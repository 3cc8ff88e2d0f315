package dev.chatrooms.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.wire.FieldCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the reasons why fields are invalid in {@link FieldCode} against the places in the code that give them. */
class FieldCodesTest {
    /** The start of a call whose first argument is a reason. */
    private static final String REASON = "new InvalidValue\\(";

    /** The start of a call whose first argument is the field, and the second one a reason. */
    private static final String FIELD_AND_REASON =
            "(?:new FieldError|MalformedInput\\.field|fields\\.reject|\\binvalid)\\(\\s*[^,;]+,";

    /** A constant, or a choice between two. */
    private static final Pattern CALL = Pattern.compile(
            "(?:" + REASON + "|" + FIELD_AND_REASON + ")\\s*(?:[^\",;]*\\? )?\"([a-z_]+)\"(?:\\s*:\\s*\"([a-z_]+)\")?");

    /** The start of any such call, so that none is overlooked. */
    private static final Pattern ANY_CALL =
            Pattern.compile("new InvalidValue\\(|new FieldError\\(|MalformedInput\\.field\\(|fields\\.reject\\(");

    /** Calls that pass a reason on, and give none of their own. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "new FieldError\\(\\s*[^,;]+,\\s*(?:(?:RefusalCode\\.LAST_OWNER|\\w+)\\.code\\(\\)|code\\b)");

    /** The operations of hosts on the accounts of their users are not on the wire. */
    private static final Set<String> NOT_ON_THE_WIRE = Set.of("ExternalAccounts.java");

    private static final List<String> MODULES = List.of("domain", "application", "wire", "adapters-http");

    @Test
    void everyReasonOfTheCodeShouldBeDocumented() throws IOException {
        Set<String> given = new TreeSet<>(Set.of("last_owner"));
        int calls = 0;
        for (String module : MODULES) {
            for (Path file : sources(module)) {
                String code = Documents.read(file);
                List<MatchResult> found = CALL.matcher(code).results().toList();
                found.forEach(call -> {
                    given.add(call.group(1));
                    given.add(call.group(2) == null ? call.group(1) : call.group(2));
                });
                long overlooked = ANY_CALL.matcher(code).results().count()
                        - PASSED_ON.matcher(code).results().count()
                        - found.stream()
                                .filter(call -> ANY_CALL.matcher(call.group()).lookingAt())
                                .count();
                assertThat(overlooked)
                        .as(file + ": calls whose reason is not found")
                        .isZero();
                calls += found.size();
            }
        }

        assertThat(calls).isGreaterThan(50);
        assertThat(given)
                .isEqualTo(Arrays.stream(FieldCode.values())
                        .map(FieldCode::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !NOT_ON_THE_WIRE.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
