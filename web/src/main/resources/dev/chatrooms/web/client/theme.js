// Runs before the first paint, so that the page never flashes in the wrong theme.
(() => {
  try {
    document.documentElement.dataset.theme = JSON.parse(localStorage.getItem('chatrooms.theme')) ?? 'auto';
  } catch {
    document.documentElement.dataset.theme = 'auto';
  }
})();
