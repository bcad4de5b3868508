// Runs before the first paint, so that a page set to dark does not flash white. A file of its own, since the server's
// content security policy allows no inline script.
try {
  const theme = localStorage.getItem('verbale.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; then the system's setting holds.
}
