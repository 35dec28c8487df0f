import type { QuestionFault } from '../types';

/** What is wrong with a file, line by line. */
export function Faults({ faults }: { faults: QuestionFault[] }) {
  return (
    <ul class="fault-list">
      {faults.map((f, i) => (
        <li key={i}>
          <code>
            {f.file}
            {f.line > 0 && `, line ${f.line}`}
          </code>
          <br />
          {f.message}
        </li>
      ))}
    </ul>
  );
}
