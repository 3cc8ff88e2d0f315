package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A person who uses a page by the keyboard alone. After each key the focus must be on a control that shows it, and
 * never on the body of the page, where the keyboard would have no place.
 */
final class Keyboard {
    private static final Duration WAIT = Duration.ofMillis((long) Browsers.WAIT_MILLIS);

    /** Names the control with the focus; empty while the focus is nowhere. */
    private static final String FOCUSED = """
            () => {
              const { activeElement: element } = document;
              if (!element || element === document.body) {
                return '';
              }
              const label = element.labels?.[0]?.querySelector('.field-label, .choice-name')?.innerText;
              const name = element.getAttribute('aria-label') ?? label ?? element.innerText ?? '';
              return name.trim().replace(/\\s+/g, ' ') || element.tagName;
            }""";

    /** Whether the control with the focus, or what is drawn around it, looks different from one without. */
    private static final String IS_SHOWN = """
            () => {
              const { activeElement } = document;
              const look = element => {
                const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } =
                  getComputedStyle(element);
                const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : outlineStyle;
                return [outline, boxShadow, borderColor, backgroundColor].join();
              };
              const around = [activeElement, activeElement.closest('label, .composer-box')].filter(Boolean);
              if (around.some(element => getComputedStyle(element).outlineStyle !== 'none')) {
                return true;
              }
              const focused = around.map(look).join();
              activeElement.blur();
              const other = around.map(look).join();
              activeElement.focus({ preventScroll: true });
              return focused !== other;
            }""";

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Presses a key, and waits until the focus has a place. */
    void press(String key) {
        page.keyboard().press(key);
        focused();
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** Goes forward with the Tab key until a control has the focus. */
    void tabTo(String name) {
        goTo("Tab", name);
    }

    /** Goes backward. */
    void backTo(String name) {
        goTo("Shift+Tab", name);
    }

    /** Goes forward until an element that matches a selector has the focus. */
    void tabToElement(String selector) {
        for (Instant end = Instant.now().plus(WAIT);
                !isFocused(selector) && Instant.now().isBefore(end); ) {
            page.keyboard().press("Tab");
        }
        assertThat(isFocused(selector)).as("Tab leads to " + selector).isTrue();
        assertShown(selector);
    }

    private boolean isFocused(String selector) {
        return (Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
    }

    /** Goes to a control and presses it. */
    void use(String name) {
        tabTo(name);
        press("Enter");
    }

    /** Moves in a menu until an item has the focus, and chooses it. */
    void choose(String name) {
        goTo("ArrowDown", name);
        press("Enter");
    }

    private void goTo(String key, String name) {
        Set<String> passed = new LinkedHashSet<>();
        for (Instant end = Instant.now().plus(WAIT); Instant.now().isBefore(end); ) {
            // After the last control the focus leaves the page once, and comes back at the first one.
            String focused = name();
            if (focused.equals(name) || focused.startsWith(name + " ")) {
                assertShown(focused);
                return;
            }
            passed.add(focused);
            page.keyboard().press(key);
        }
        fail(key + " does not lead to '" + name + "': " + passed);
    }

    private void assertShown(String focused) {
        assertThat((Boolean) page.evaluate(IS_SHOWN))
                .as("focus is visible on '" + focused + "'")
                .isTrue();
    }

    /** Waits until the focus has a place, and returns the name of the control. */
    String focused() {
        page.waitForCondition(() -> !name().isEmpty());
        return name();
    }

    /** Waits until a control has the focus. */
    void awaitFocus(String name) {
        try {
            page.waitForCondition(() -> name().startsWith(name));
        } catch (TimeoutError e) {
            fail("the focus is on '" + name() + "', not on '" + name + "'", e);
        }
    }

    private String name() {
        return (String) page.evaluate(FOCUSED);
    }
}
