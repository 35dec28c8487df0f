// Where a question stands on a day: probability and its course, what moved it, who takes which position, what the law requires.

import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { dayIn, href, useQuery } from '../address';
import { one, useAnswer } from '../api';
import { Duty } from '../parts/duty';
import { Faults } from '../parts/faults';
import { axis, colour, Plot } from '../parts/plot';
import { Told } from '../parts/passage';
import { Empty, Shown } from '../parts/state';
import type { Answer, History, QuestionAnswer, QuestionHead } from '../types';
import { counted, day, days, isoDay, oneLine, percent, seconds, signed } from '../words';

export function View() {
  const [query] = useQuery();
  const id = query.get('id') ?? '';
  const asked = useAnswer<QuestionAnswer>(id === '' ? null : one('questions', id), { on: dayIn(query.get('on')) });
  if (id === '')
    return (
      <div class="view narrow">
        <h1>Question</h1>
        <Empty>
          This address names no question. <a href="/questions">All questions</a>.
        </Empty>
      </div>
    );
  return (
    <div class="view">
      <Shown asked={asked} what="Weighing what is reported">
        {({ question, answer }) => (answer === null ? <Broken question={question} /> : <Stands question={question} answer={answer} />)}
      </Shown>
    </div>
  );
}

function Broken({ question }: { question: QuestionHead }) {
  return (
    <>
      <h1>{question.text ?? question.file}</h1>
      <p>
        This question cannot be asked as long as its file has {counted(question.faults.length, 'fault')}. Mend the file and reload; the
        server reads it again.
      </p>
      <Faults faults={question.faults} />
    </>
  );
}

function Stands({ question, answer: a }: { question: QuestionHead; answer: Answer }) {
  const [, set] = useQuery();
  useEffect(() => {
    document.title = `${a.text} · dragoman`;
  }, [a.text]);
  return (
    <article>
      <h1>{a.text}</h1>
      <p class="soft">
        {question.opened !== null && question.deadline !== null && `Open ${days(question.opened, question.deadline)}. `}
        {question.resolves !== null && `Resolved by ${question.resolves}. `}
        {counted(a.reports.length, 'report')} about it.
      </p>
      <div class="filters">
        <label>
          On the day
          <input type="date" value={a.day} onChange={(e) => set({ on: e.currentTarget.value }, 'push')} />
        </label>
        <a class="chip" href={href('/digest', { question: question.id, to: a.day })}>
          Digest about it
        </a>
      </div>
      <p class="row">
        <span class="likely">{percent(a.forecast.probability)}</span>
        <span class="soft">
          yes, as far as is reported on {day(a.day)}
          <br />
          80 % range {percent(a.forecast.low)} to {percent(a.forecast.high)}, from a base rate of {percent(a.forecast.base)}
        </span>
      </p>
      {!a.bears && (
        <Empty>
          Nothing that is known on that day bears on the question: no report holds any of its topic’s words. The forecast is the base rate.
        </Empty>
      )}
      <Course id={question.id} day={a.day} />
      <Ledger answer={a} />
      <Positions answer={a} />
      <Conditions answer={a} />
      <section aria-labelledby="duties">
        <h2 id="duties">Duties that bear</h2>
        {a.duties.length === 0 && <p class="soft">None of the question’s statutes is borne on by what is told.</p>}
        {a.duties.map((d) => (
          <Duty key={d.provision + d.party} duty={d} />
        ))}
      </section>
    </article>
  );
}

function Course({ id, day: on }: { id: string; day: string }) {
  const history = useAnswer<History>(one('questions', id) + '/history');
  return (
    <section aria-labelledby="course">
      <h2 id="course">Probability over time</h2>
      <Shown asked={history} empty={(h) => (h.points.length < 2 ? 'Too few days to draw.' : null)}>
        {(h) => <CourseChart points={h.points} on={on} />}
      </Shown>
    </section>
  );
}

function CourseChart({ points, on }: { points: History['points']; on: string }) {
  const [, set] = useQuery();
  const [at, setAt] = useState<number | null>(null);
  const data = useMemo<uPlot.AlignedData>(
    () => [
      points.map((p) => seconds(p.day)),
      points.map((p) => p.low * 100),
      points.map((p) => p.high * 100),
      points.map((p) => p.probability * 100),
    ],
    [points],
  );
  const options = useCallback(
    (): Omit<uPlot.Options, 'width' | 'height'> => ({
      scales: { y: { range: [0, 100] } },
      axes: [axis(), axis({ size: 50, splits: [0, 25, 50, 75, 100], values: (_, all) => all.map((v) => `${v} %`) })],
      series: [
        {},
        { stroke: colour('line'), width: 1, points: { show: false } },
        { stroke: colour('line'), width: 1, points: { show: false } },
        { stroke: colour('ink'), width: 2, points: { show: false } },
      ],
      bands: [{ series: [2, 1], fill: colour('wash') }],
      hooks: {
        draw: [
          (u) => {
            const x = u.valToPos(seconds(on), 'x', true);
            if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
            u.ctx.save();
            u.ctx.strokeStyle = colour('link');
            u.ctx.lineWidth = devicePixelRatio;
            u.ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
            u.ctx.beginPath();
            u.ctx.moveTo(x, u.bbox.top);
            u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
            u.ctx.stroke();
            u.ctx.restore();
          },
        ],
      },
    }),
    [points, on],
  );
  const say = (i: number) => {
    const p = points[i]!;
    return `${day(p.day)}: ${percent(p.probability)}, range ${percent(p.low)} to ${percent(p.high)}, from ${counted(p.reports, 'report')}`;
  };
  return (
    <>
      <Plot
        name="Probability over time"
        height={200}
        data={data}
        options={options}
        at={at}
        setAt={setAt}
        say={say}
        open={(i) => set({ on: points[i]!.day }, 'push')}
      />
      <p class="readout soft">
        {at === null
          ? `The band is the 80 % range. A click or Enter shows the question as it stood on that day; ${day(isoDay(seconds(on)))} is marked.`
          : say(at)}
      </p>
    </>
  );
}

function Ledger({ answer: a }: { answer: Answer }) {
  const most = Math.max(0.01, ...a.forecast.ledger.map((i) => Math.abs(i.moves)));
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">What moves it</h2>
      {a.forecast.ledger.length === 0 ? (
        <p class="soft">The ledger is empty.</p>
      ) : (
        <div class="scroll">
          <table class="ledger">
            <caption>Each entry in log-odds: weight × reliability × decay × share; filled moves towards yes, hollow away from it</caption>
            <thead>
              <tr>
                <th class="number">Moves by</th>
                <th class="bar-cell">
                  <span class="unseen">As a bar</span>
                </th>
                <th>What is told</th>
              </tr>
            </thead>
            <tbody>
              {a.forecast.ledger.map((i, k) => (
                <tr key={`${a.day} ${k}`}>
                  <td class="number">{signed(i.moves)}</td>
                  <td class="bar-cell">
                    <span class="moves" aria-hidden="true">
                      <span
                        class={i.moves < 0 ? 'down' : 'up'}
                        style={{ [i.moves < 0 ? 'right' : 'left']: '50%', width: `${(48 * Math.abs(i.moves)) / most}%` }}
                      />
                    </span>
                  </td>
                  <td>
                    <details>
                      <summary>
                        {i.kind}: {i.reason}
                        {i.repeats > 0 && <span class="soft"> (told {counted(i.repeats, 'more time', 'more times')}, not counted)</span>}
                      </summary>
                      {i.told !== null && <Told telling={i.told} />}
                      <p class="soft">
                        weight {i.weight.toFixed(2)} × reliability {i.reliability.toFixed(2)} × decay {i.decay.toFixed(2)} × share {i.share}
                      </p>
                    </details>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {a.forecast.movers.length > 0 && (
        <p>
          One more fresh report told by itself would move it most:{' '}
          {a.forecast.movers
            .slice(0, 5)
            .map((m) => `${m.kind} to ${percent(m.to)}`)
            .join('; ')}
          .
        </p>
      )}
    </section>
  );
}

function Positions({ answer: a }: { answer: Answer }) {
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">Positions</h2>
      {a.divided.map((country) => (
        <p key={country}>
          <strong>{country} is divided:</strong> its own people stand on both sides.
        </p>
      ))}
      {a.positions.length === 0 ? (
        <p class="soft">Nobody’s position on it is told.</p>
      ) : (
        <ul class="cards">
          {a.positions.map((p, i) => (
            <li key={i}>
              <strong>
                <bdi>{p.name}</bdi>
              </strong>
              {p.country !== null && <span class="soft"> ({p.country})</span>}: {p.stance}
              <Told telling={p.told} note={`by the rule “${p.rule}”`} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Conditions({ answer: a }: { answer: Answer }) {
  if (a.conditions.length === 0) return null;
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">Conditions</h2>
      <ul class="cards">
        {a.conditions.map((c, i) => (
          <li key={i}>
            <strong>{c.come_about.length === 0 ? 'Open' : 'Come about'}</strong>
            {c.words !== null && (
              <>
                : “<bdi>{oneLine(c.words)}</bdi>”
              </>
            )}
            <Told telling={c.told} />
            {c.come_about.map((t, k) => (
              <Told key={k} telling={t} note="this brought it about" />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
