// Where names stand beside their circles so that none lies over another or over a circle.

export interface Circle {
  x: number;
  y: number;
  r: number;
  name: string;
}
export interface Label {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

/** Of the 12-pixel face, on average. */
const letter = 6.6;
const tall = 12;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const apart = (a: Box, b: Box) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

/** In the circles' order, so the first have the best places; where none is free, the one that lies over least. */
export function labels(circles: readonly Circle[], wide: number, high: number): Label[] {
  const taken: Box[] = circles.map((c) => ({ left: c.x - c.r, right: c.x + c.r, top: c.y - c.r, bottom: c.y + c.r }));
  return circles.map((c, own) => {
    const long = c.name.length * letter;
    const places: [Label, Box][] = [
      [
        { x: c.r + 4, y: 4, anchor: 'start' },
        { left: c.x + c.r + 3, right: c.x + c.r + 4 + long, top: c.y - tall / 2, bottom: c.y + tall / 2 },
      ],
      [
        { x: -c.r - 4, y: 4, anchor: 'end' },
        { left: c.x - c.r - 4 - long, right: c.x - c.r - 3, top: c.y - tall / 2, bottom: c.y + tall / 2 },
      ],
      [
        { x: 0, y: c.r + 13, anchor: 'middle' },
        { left: c.x - long / 2, right: c.x + long / 2, top: c.y + c.r + 3, bottom: c.y + c.r + 3 + tall },
      ],
      [
        { x: 0, y: -c.r - 5, anchor: 'middle' },
        { left: c.x - long / 2, right: c.x + long / 2, top: c.y - c.r - 4 - tall, bottom: c.y - c.r - 3 },
      ],
    ];
    const inside = (b: Box) => b.left >= 0 && b.right <= wide && b.top >= 0 && b.bottom <= high;
    const hidden = (b: Box) => (inside(b) ? 0 : 100) + taken.filter((t, i) => i !== own && !apart(t, b)).length;
    const best = places.reduce((a, b) => (hidden(b[1]) < hidden(a[1]) ? b : a));
    taken.push(best[1]);
    return best[0];
  });
}
