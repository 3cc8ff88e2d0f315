package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.http.internal.Problems;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.FieldCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page that the {@code type} of a problem links to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorPageTest {
    /** The anchor and link of a code, its status, when it is given, and what to do. */
    private static final Pattern SECTION =
            Pattern.compile("<section id=\"([a-z_]+)\">\n<h2><a href=\"#\\1\">([^<]+)</a></h2>\n"
                    + "<p><code>\\1</code>, (\\d{3})</p>\n"
                    + "<p>[A-Z][^<]{8,}\\.</p>\n<p>[A-Z][^<]{8,}\\.</p>\n</section>");

    private static final Pattern FIELD =
            Pattern.compile("<dt id=\"field-([a-z_]+)\"><code>\\1</code></dt>\n<dd>[A-Z][^<]{8,}\\.</dd>");

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void pageShouldExplainEveryErrorCode() {
        Map<String, String> explained = new TreeMap<>();
        Matcher section = SECTION.matcher(server.get("/docs/errors").body());
        while (section.find()) {
            explained.put(section.group(1), section.group(3) + " " + section.group(2));
        }

        assertThat(explained)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.toMap(ErrorCode::code, code -> Problems.status(code) + " " + code.title())));
    }

    @Test
    void pageShouldExplainEveryFieldCode() {
        assertThat(FIELD.matcher(server.get("/docs/errors").body()).results().map(field -> field.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(FieldCode.values()).map(FieldCode::code).toList());
    }

    @Test
    void pageShouldLinkToTheManualOnlyWhereItIsServed() {
        try (TestServer withManual = TestServer.start(settings -> settings.manual(true))) {
            assertThat(withManual.get("/docs/errors").body()).contains("href=\"../docs\"", "href=\"socket\"");
        }
        assertThat(server.get("/docs/errors").body()).doesNotContain("href=\"../docs\"");
    }

    @Test
    void problemTypeShouldLinkToItsSection() {
        String[] type = server.get("/api/v1/me").at("/type").split("#");

        Response page = server.get(type[0]);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<section id=\"" + type[1] + "\">");
    }

    @Test
    void contentSecurityPolicyShouldAllowOnlyTheInlineStyle() throws Exception {
        Response page = server.get("/docs/errors");

        Matcher style = Pattern.compile("<style>(.*?)</style>").matcher(page.body());
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash)
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.body()).doesNotContain("<script", "src=", "href=\"/", "url(", "@import", " style=", "://");
    }
}
