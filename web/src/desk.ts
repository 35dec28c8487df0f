// Who sits at this desk and why they correct: asked once, remembered in this browser.

import { useState } from 'preact/hooks';

const key = 'dragoman.desk';

export interface Desk {
  by: string;
  reason: string;
}

function remembered(): Desk {
  try {
    return { by: '', reason: '', ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Desk>) };
  } catch {
    return { by: '', reason: '' };
  }
}

export function useDesk(): [Desk, (change: Partial<Desk>) => void] {
  const [desk, set] = useState(remembered);
  return [
    desk,
    (change) => {
      const now = { ...remembered(), ...change };
      localStorage.setItem(key, JSON.stringify(now));
      set(now);
    },
  ];
}
