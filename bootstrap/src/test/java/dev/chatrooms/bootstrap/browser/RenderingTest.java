package dev.chatrooms.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library that renders the page. One of its versions lost items of lists that had grown at their start. */
class RenderingTest extends PageTest {
    @Test
    void listsShouldShowAllTheirItemsWhateverTheyShowedBefore() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.locator("[name=username]").waitFor();
        Object lost = page.evaluate("""
                async () => {
                  const links = [...document.querySelectorAll('link[rel=modulepreload]')].map(link => link.href);
                  const { h, render } = await import(links.find(address => address.endsWith('lib/preact.js')));
                  const lists = ['', 'r', 'LORSEXYK', 'KrCHBM', 'KrH', 'HBMK', 'abcdefgh', 'habcdef'];
                  const item = name => h('p', { key: name }, h('span', {}, name), h('b', {}, name));
                  const List = ({ list }) => (list ? h('div', {}, [...list].map(item)) : null);
                  const root = document.createElement('div');
                  const lost = new Set();
                  // Numbers that look random, and are the same each time.
                  for (let i = 0, state = 1; i < 3000; i++) {
                    state = (state * 16807) % 2147483647;
                    const list = lists[state % lists.length];
                    render(h('div', {}, h('i', {}, '.'), h(List, { list })), root);
                    const shown = [...root.querySelectorAll('span')].map(span => span.textContent).join('');
                    if (shown !== list) {
                      lost.add(`${list}: ${shown}`);
                    }
                  }
                  return [...lost];
                }""");

        assertThat(lost).isEqualTo(List.of());
    }
}
