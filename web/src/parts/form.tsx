import type { ComponentChildren } from 'preact';

/** What is wrong, told at once; nothing when nothing is. */
export function Wrong({ words }: { words: string }) {
  if (words === '') return null;
  return (
    <p class="wrong" role="alert">
      {words}
    </p>
  );
}

interface Props {
  label: string;
  /** What the button that sends it says. */
  act: string;
  problem: string;
  send: () => void;
  leave: () => void;
  children: ComponentChildren;
}

/** A form that mends something in its place: Escape leaves it, Ctrl+Enter sends it from any field, and no key in it is one of the page's. */
export function MendingForm({ label, act, problem, send, leave, children }: Props) {
  return (
    <form
      class="mending"
      aria-label={label}
      onKeyDown={(e) => {
        if (e.key === 'Escape') leave();
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) send();
        e.stopPropagation();
      }}
      onSubmit={(e) => {
        e.preventDefault();
        send();
      }}
    >
      {children}
      <Wrong words={problem} />
      <Choice act={act} leave={leave} />
    </form>
  );
}

/** The two buttons below a form. */
export function Choice({ act, leave }: { act: string; leave: () => void }) {
  return (
    <div class="buttons">
      <button type="submit" class="main">
        {act}
      </button>
      <button type="button" onClick={leave}>
        Leave as it is
      </button>
    </div>
  );
}
