// Once for all tests: an account of all reports in examples/, and a folder of its questions with a broken one among them.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export default function setup(): () => void {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  const program = process.env['DRAGOMAN'] ?? path.join(root, 'build/dragoman');
  if (!existsSync(program)) throw new Error(`${program} is not there: run script/build first, or name the program in DRAGOMAN`);
  const folder = mkdtempSync(path.join(tmpdir(), 'dragoman-page-'));
  const examples = path.join(root, 'examples');
  const questions = readdirSync(path.join(examples, 'questions'));
  const reports = [
    ...readdirSync(examples)
      .filter((name) => name.includes('.'))
      .map((name) => `examples/${name}`),
    ...questions.map((name) => `examples/questions/${name}/reports.jsonl`),
  ];
  execFileSync(program, ['add', path.join(folder, 'account.db'), ...reports], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const name of questions) {
    mkdirSync(path.join(folder, 'questions', name), { recursive: true });
    cpSync(path.join(examples, 'questions', name, 'question.toml'), path.join(folder, 'questions', name, 'question.toml'));
  }
  mkdirSync(path.join(folder, 'questions/broken'));
  writeFileSync(
    path.join(folder, 'questions/broken/question.toml'),
    'text = "Will it?"\nopened = 2020-01-01\ndeadline = 2019-01-01\n\n[act]\ntype = "SANKTION"\n',
  );
  process.env['DRAGOMAN'] = program;
  process.env['DRAGOMAN_FOLDER'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
