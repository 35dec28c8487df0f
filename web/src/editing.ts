// The digest as a person edits it. What the machine wrote stays beside what the person made of it, so that each line can go back.

import type { Brief, Line } from './types';

export interface EditedLine extends Line {
  /** What the machine wrote; null for a line that a person added. */
  machine: string | null;
  out: boolean;
}
export interface Draft extends Omit<Brief, 'sections'> {
  sections: { id: string; heading: string; lines: EditedLine[] }[];
}

export function draftOf(brief: Brief): Draft {
  return {
    ...brief,
    sections: brief.sections.map((s) => ({ ...s, lines: s.lines.map((l) => ({ ...l, machine: l.text, out: false })) })),
  };
}

export type Edit =
  | { what: 'text'; section: number; line: number; text: string }
  | { what: 'out'; section: number; line: number }
  | { what: 'back'; section: number; line: number }
  | { what: 'move'; section: number; line: number; by: 1 | -1 }
  | { what: 'add'; section: number; text: string };

export function edited(draft: Draft, edit: Edit): Draft {
  const sections = draft.sections.map((s, i) => (i === edit.section ? { ...s, lines: lines(s.lines, edit) } : s));
  return { ...draft, sections };
}

function lines(all: EditedLine[], edit: Edit): EditedLine[] {
  const change = (part: (line: EditedLine) => Partial<EditedLine>) =>
    all.map((l, i) => (edit.what !== 'add' && i === edit.line ? { ...l, ...part(l) } : l));
  switch (edit.what) {
    case 'text':
      return change((l) => ({ text: edit.text, edited: edit.text !== l.machine }));
    case 'out':
      return change((l) => ({ out: !l.out }));
    case 'back':
      return change((l) => ({ text: l.machine ?? l.text, edited: l.machine === null, out: false }));
    case 'add':
      return [...all, { text: edit.text, depth: 0, basis: null, edited: true, evidence: [], machine: null, out: false }];
    case 'move': {
      const to = edit.line + edit.by;
      if (to < 0 || to >= all.length) return all;
      const moved = [...all];
      [moved[edit.line], moved[to]] = [moved[to]!, moved[edit.line]!];
      return moved;
    }
  }
}

export function isEdited(draft: Draft): boolean {
  return draft.sections.some((s) => s.lines.some((l) => l.out || l.edited === true));
}

/** What goes out: lines left out are gone, and only what the API knows is sent. */
export function finished(draft: Draft): Brief {
  return {
    title: draft.title,
    period: draft.period,
    sections: draft.sections.map((s) => ({
      id: s.id,
      heading: s.heading,
      lines: s.lines
        .filter((l) => !l.out)
        .map(({ text, depth, basis, edited: isWritten, evidence }) => ({
          text,
          depth,
          basis,
          ...(isWritten ? { edited: true } : {}),
          evidence,
        })),
    })),
    tables: draft.tables,
    ...(draft.chart ? { chart: draft.chart } : {}),
    ...(draft.spots ? { spots: draft.spots } : {}),
  };
}
