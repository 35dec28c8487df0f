// Before the first paint: the theme that the reader chose, if any; else the system's.
try {
  const theme = localStorage.getItem('dragoman.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme holds.
}
