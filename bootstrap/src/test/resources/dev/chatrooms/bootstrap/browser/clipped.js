/** Returns what does not fit its text: boxes that cut it off, boxes that it leaves, and panes that it widens. */
async () => {
  // The page adapts to its width after a frame.
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const BOXES = 'header, .account, .room-link, .menu-item, .button, .tab, .badge, .tag, .typing-line';
  const PANES = `.page-scroll, .panel-scroll, .sidebar-scroll, .message-scroll, .emoji-scroll,
    dialog[open], .dialog-body`;
  const name = ({ localName, className, textContent }) =>
    `${localName}.${className} ${textContent.trim().slice(0, 30)}`;
  const isHidden = box => {
    const { overflowY, clipPath, webkitLineClamp } = getComputedStyle(box);
    // Some are for screen readers only, and some show the first lines on purpose.
    return /hidden|clip/.test(overflowY) && clipPath === 'none' && webkitLineClamp === 'none';
  };
  const faults = [];
  for (const box of document.querySelectorAll('#app *')) {
    if (box.clientHeight > 0 && box.textContent.trim() && (box.matches(BOXES) || isHidden(box))) {
      if (box.scrollHeight > box.clientHeight + 1) {
        faults.push(`${name(box)} has ${box.clientHeight} of ${box.scrollHeight} px`);
      }
    }
    if (box.matches(PANES) && box.scrollWidth > box.clientWidth) {
      faults.push(`${name(box)} is ${box.scrollWidth} px wide, not ${box.clientWidth}`);
    }
  }
  return [...new Set(faults)];
};
