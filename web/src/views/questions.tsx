// The questions that the server was given, and the files that hold none, with what is wrong with them.

import { href } from '../address';
import { useAnswer } from '../api';
import { Faults } from '../parts/faults';
import { Shown } from '../parts/state';
import type { QuestionHead } from '../types';
import { counted, days } from '../words';

export function View() {
  const asked = useAnswer<{ questions: QuestionHead[] }>('/api/questions');
  return (
    <div class="view narrow">
      <h1>Questions</h1>
      <Shown
        asked={asked}
        empty={(q) =>
          q.questions.length === 0 ? (
            <>
              The server was given no question. Start it with <code>dragoman serve STORE --questions FOLDER</code>; a question is a small
              file, and <code>docs/questions.md</code> has its form.
            </>
          ) : null
        }
      >
        {({ questions }) => (
          <ul class="cards">
            {questions.map((q) => (
              <li key={q.file}>
                {q.faults.length === 0 ? (
                  <>
                    <a class="line" href={href('/question', { id: q.id })}>
                      {q.text ?? q.id}
                    </a>
                    <span class="soft">{q.opened !== null && q.deadline !== null ? `open ${days(q.opened, q.deadline)}` : q.file}</span>
                  </>
                ) : (
                  <>
                    <a class="line" href={href('/question', { id: q.id })}>
                      {q.file}
                    </a>
                    <span class="wrong">cannot be asked: {counted(q.faults.length, 'fault')} in the file</span>
                    <Faults faults={q.faults} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </div>
  );
}
