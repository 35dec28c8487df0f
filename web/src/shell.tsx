// What stands around every view: the way to the others, the search, the theme, and what changed meanwhile.

import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { go, href, useAddress } from './address';
import { keepUp, setToken, useAnswer } from './api';
import { Faulty, Loading } from './parts/state';
import { ThemeSwitch } from './parts/theme';
import type { Meta } from './types';

interface View {
  path: string;
  name: string;
  isInMenu: boolean;
  load: () => Promise<{ View: ComponentType }>;
}

const views: View[] = [
  { path: '/', name: 'Overview', isInMenu: true, load: () => import('./views/overview') },
  { path: '/reports', name: 'Reports', isInMenu: true, load: () => import('./views/reports') },
  { path: '/events', name: 'Events', isInMenu: true, load: () => import('./views/events') },
  { path: '/pairs', name: 'Pairs', isInMenu: true, load: () => import('./views/pairs') },
  { path: '/network', name: 'Network', isInMenu: true, load: () => import('./views/network') },
  { path: '/map', name: 'Map', isInMenu: true, load: () => import('./views/map') },
  { path: '/questions', name: 'Questions', isInMenu: true, load: () => import('./views/questions') },
  { path: '/law', name: 'Law', isInMenu: true, load: () => import('./views/law') },
  { path: '/digest', name: 'Digest', isInMenu: true, load: () => import('./views/digest') },
  { path: '/review', name: 'Review', isInMenu: true, load: () => import('./views/review') },
  { path: '/add', name: 'Add', isInMenu: true, load: () => import('./views/add') },
  { path: '/report', name: 'Report', isInMenu: false, load: () => import('./views/report') },
  { path: '/incident', name: 'Incident', isInMenu: false, load: () => import('./views/incident') },
  { path: '/pair', name: 'Pair', isInMenu: false, load: () => import('./views/pair') },
  { path: '/question', name: 'Question', isInMenu: false, load: () => import('./views/question') },
  { path: '/actor', name: 'Actor', isInMenu: false, load: () => import('./views/actor') },
  { path: '/search', name: 'Search', isInMenu: false, load: () => import('./views/search') },
];

/** Where in the menu a view without a place of its own belongs. */
const under: Record<string, string> = { '/report': '/reports', '/pair': '/pairs', '/question': '/questions' };

export function Shell() {
  const { path, search } = useAddress();
  const view = views.find((v) => v.path === path);
  const main = useRef<HTMLElement>(null);
  const menu = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    menu.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [path]);
  useEffect(keepUp, []);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="bar">
        <a class="mark" href="/">
          dragoman
        </a>
        <nav aria-label="Views" ref={menu}>
          <ul>
            {views
              .filter((v) => v.isInMenu && v.path !== '/')
              .map((v) => (
                <li key={v.path}>
                  <a href={v.path} aria-current={v.path === (under[path] ?? path) ? 'page' : undefined}>
                    {v.name}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <Search key={path === '/search' ? search : ''} />
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1} ref={main} aria-label={view?.name}>
        {view ? <Loaded key={view.path} view={view} /> : <Nowhere path={path} />}
      </main>
      <Gate />
    </>
  );
}

/** A view's code comes when it is first opened. */
function Loaded({ view }: { view: View }) {
  const [part, setPart] = useState<{ View: ComponentType } | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    document.title = `${view.name} · dragoman`;
    view.load().then(setPart, () => setProblem('This part of the page did not load. Reload the page.'));
  }, [view]);
  if (problem !== '') return <Faulty message={problem} />;
  return part === null ? <Loading /> : <part.View />;
}

function Nowhere({ path }: { path: string }) {
  return (
    <div class="view narrow">
      <h1>No such page</h1>
      <p>
        There is nothing at <code>{path}</code>. The menu above leads to all views; <a href="/">the overview</a> says what this account
        holds.
      </p>
    </div>
  );
}

function Search() {
  const { path, search } = useAddress();
  const given = path === '/search' ? (new URLSearchParams(search).get('text') ?? '') : '';
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const words = String(new FormData(event.currentTarget as HTMLFormElement).get('text') ?? '').trim();
        if (words !== '') go(href('/search', { text: words }));
      }}
    >
      <input type="search" name="text" placeholder="Search reports" aria-label="Search reports and actors" defaultValue={given} />
    </form>
  );
}

/** A server that listens elsewhere wants its token. */
function Gate() {
  const meta = useAnswer<Meta>('/api/meta');
  if (meta.state !== 'failed' || meta.why.status !== 401) return null;
  return (
    <dialog open class="gate" aria-labelledby="gate-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setToken(String(new FormData(event.currentTarget as HTMLFormElement).get('token') ?? '').trim());
          location.reload();
        }}
      >
        <h2 id="gate-title">This server asks for its token</h2>
        <p>It was printed where `dragoman serve` was started.</p>
        <label>
          Token <input name="token" type="password" autocomplete="off" required />
        </label>
        <button type="submit">Open</button>
      </form>
    </dialog>
  );
}
