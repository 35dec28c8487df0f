// Keys of a whole view, outside its fields.

import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether the key was taken. Always what the view last said: a key that follows another at once meets the newer state. */
export function useKeys(take: (key: string) => boolean): void {
  const latest = useRef(take);
  latest.current = take;
  // With the first drawing: what is seen takes keys.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test((event.target as Element).tagName)) return;
      // Of a key that is held down only walking is repeated.
      if (event.repeat && event.key !== 'j' && event.key !== 'k') return;
      if (latest.current(event.key)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
