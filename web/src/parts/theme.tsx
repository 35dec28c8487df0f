import { useEffect, useState } from 'preact/hooks';

type Theme = 'system' | 'light' | 'dark';
const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const sign: Record<Theme, string> = { system: '◐', light: '○', dark: '●' };

export function ThemeSwitch() {
  const given = document.documentElement.dataset['theme'];
  const [theme, setTheme] = useState<Theme>(given === 'light' || given === 'dark' ? given : 'system');
  const turn = () => {
    const to = next[theme];
    if (to === 'system') {
      delete document.documentElement.dataset['theme'];
      localStorage.removeItem('dragoman.theme');
    } else {
      document.documentElement.dataset['theme'] = to;
      localStorage.setItem('dragoman.theme', to);
    }
    setTheme(to);
    dispatchEvent(new Event('themechange'));
  };
  return (
    <button
      type="button"
      class="plain theme"
      onClick={turn}
      title={`Colours: ${theme}. Press for ${next[theme]}.`}
      aria-label={`Colours: ${theme}. Change to ${next[theme]}.`}
    >
      <span aria-hidden="true">{sign[theme]}</span>
    </button>
  );
}

/** A number that is another after each change of colours: what is drawn, not styled, is drawn anew with it. */
export function useThemeTurns(): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    const turned = () => setTurns((n) => n + 1);
    const media = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('themechange', turned);
    media.addEventListener('change', turned);
    return () => {
      removeEventListener('themechange', turned);
      media.removeEventListener('change', turned);
    };
  }, []);
  return turns;
}
