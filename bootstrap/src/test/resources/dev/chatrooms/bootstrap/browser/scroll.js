/**
 * Scrolls a list of messages frame by frame. Returns the number of frames and their median time, the largest distance
 * by which a row was not where the scrolling should have put it, the most rows that were in the page at once, and the
 * number of gaps between neighbouring messages.
 */
async ({ direction, until }) => {
  const STEP = 700;
  const scroller = document.querySelector('.message-scroll');
  const frame = () => new Promise(requestAnimationFrame);
  const rows = () => [...document.querySelectorAll('.message-list > [data-seq]')];
  const middle = () => {
    const { top, height } = scroller.getBoundingClientRect();
    return rows().find(row => row.getBoundingClientRect().bottom > top + height / 2);
  };
  const result = { frames: 0, median: 0, jump: 0, rows: 0, gaps: 0 };
  const times = [];
  let last = await frame();
  while (!document.querySelector(`.message-list > [data-seq='${until}']`)) {
    const row = middle();
    const before = row.getBoundingClientRect().top;
    const start = scroller.scrollTop;
    scroller.scrollTop += direction * STEP;
    const moved = scroller.scrollTop - start;
    const now = await frame();
    times.push(now - last);
    last = now;
    if (row.isConnected) {
      result.jump = Math.max(result.jump, Math.abs(row.getBoundingClientRect().top - (before - moved)));
    }
    const all = rows();
    result.rows = Math.max(result.rows, scroller.querySelectorAll('li').length);
    for (let i = 1; i < all.length; i++) {
      result.gaps += Number(all[i].dataset.seq) - Number(all[i - 1].dataset.seq) === 1 ? 0 : 1;
    }
  }
  times.sort((a, b) => a - b);
  result.frames = times.length;
  result.median = Math.round(times[Math.floor(times.length / 2)] * 10) / 10;
  return result;
}
