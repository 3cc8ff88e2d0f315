/**
 * Returns what is wrong with the screen: a page that is wider than the window, parts that scroll sideways other than
 * code and tabs, controls outside of the window, and controls with less than the given height or width in pixels, or
 * with less than 24 in a message. Links within text may be smaller.
 */
least => {
  const CONTROLS = 'button, textarea, select, a[href], input:not([hidden], [type=radio], [type=checkbox])';
  const FRAMES = ':is(.shell, .welcome, dialog)';
  const TEXT = '.text, .skip, .welcome-links, .failure';
  const faults = [];
  const check = control => {
    const { width, height, right, left } = control.getBoundingClientRect();
    if (width === 0) {
      return;
    }
    const text = control.ariaLabel ?? control.textContent.trim().slice(0, 30);
    const name = `${control.tagName.toLowerCase()}.${control.className} ${text}`;
    const frame = control.closest('label, .search-field, .composer-box')?.getBoundingClientRect();
    const size = Math.min(Math.max(height, frame?.height ?? 0), Math.max(width, frame?.width ?? 0));
    const isText = control.closest(TEXT) || control.matches('.link, .card-title, [tabindex="-1"]');
    if (!isText && Math.round(size) < (control.closest('.message-body') ? 24 : least)) {
      faults.push(`${name} is ${Math.round(width)} × ${Math.round(height)} px`);
    }
    if ((right > innerWidth + 1 || left < -1) && !control.closest('.tabs')) {
      faults.push(`${name} is outside the window`);
    }
  };
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    faults.push(`the page is ${scrollWidth} px wide`);
  }
  for (const box of document.querySelectorAll('.shell *, dialog *')) {
    if (box.scrollWidth > box.clientWidth + 1 && !box.closest('pre, .tabs, textarea, input')) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) {
        faults.push(`${box.tagName.toLowerCase()}.${box.className} scrolls sideways`);
      }
    }
  }
  document.querySelectorAll(`${FRAMES} :is(${CONTROLS})`).forEach(check);
  return [...new Set(faults)];
};
