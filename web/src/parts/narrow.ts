import { useEffect, useState } from 'preact/hooks';

/** Whether the window is narrower than this. */
export function useNarrow(width = '60rem'): boolean {
  const media = matchMedia(`(max-width: ${width})`);
  const [isNarrow, set] = useState(media.matches);
  useEffect(() => {
    const told = () => set(media.matches);
    media.addEventListener('change', told);
    return () => media.removeEventListener('change', told);
  }, [width]);
  return isNarrow;
}
