package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The checks of other tests: those of screens, and the one that each test of a page makes at its end. */
class PolicyTest extends PageTest {
    @Test
    void violationsShouldBeNoticedAndNotInherited() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.evaluate("""
                () => {
                  const script = document.createElement('script');
                  try {
                    script.text = 'window.hacked = 1';
                  } catch {
                    // The policy refuses it.
                  }
                  setTimeout(() => {
                    throw new Error('a fault');
                  });
                }""");
        page.waitForCondition(() -> browsers.violations().size() >= 2);

        assertThat(browsers.closePages())
                .anyMatch(violation -> violation.contains("Trusted"))
                .anyMatch(violation -> violation.contains("a fault"));
        assertThat(browsers.violations()).isEmpty();
    }

    @Test
    void screensThatBreakARuleShouldBeNoticed() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        button(page, "Sign in").waitFor();
        page.evaluate("""
                () => {
                  const faint = document.createElement('button');
                  faint.textContent = 'Faint';
                  Object.assign(faint.style, { color: 'rgb(200 200 200)', background: 'white' });
                  document.querySelector('form').append(faint, document.createElement('button'));
                }""");

        assertThatThrownBy(() -> check(page, "broken"))
                .hasMessageContaining("color-contrast: ")
                .hasMessageContaining("button-name: ");
    }
}
