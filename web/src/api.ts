// Asks the server. Answers are kept until the account changes, so that going back shows at once what was seen before.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { href, type Values } from './address';
import type { Batch, Corrected, Correction, Fault } from './types';

/** What the server or the way to it had against a request, in words for the person who asked. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

// ---- The token of a server that listens elsewhere than on this machine: given once as #token=…, kept for the tab ----

const tokenKey = 'dragoman.token';

export function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return;
  sessionStorage.setItem(tokenKey, given);
  history.replaceState(null, '', location.pathname + location.search);
}

export function setToken(token: string): void {
  sessionStorage.setItem(tokenKey, token);
  forget();
}

function headers(): HeadersInit {
  const token = sessionStorage.getItem(tokenKey);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** For streams and downloads, where a browser sets no header. */
export function withToken(url: string): string {
  const token = sessionStorage.getItem(tokenKey);
  return token === null ? url : url + (url.includes('?') ? '&' : '?') + 'token=' + encodeURIComponent(token);
}

// ---- Requests ----

async function answered(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { ...headers(), ...init.headers } });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
    throw new Refusal('The server does not answer. Is `dragoman serve` still running?', 0);
  }
  if (response.ok) return response;
  // Incidents are put together when the server starts; it says when to ask again.
  const wait = Number(response.headers.get('Retry-After'));
  if (response.status === 503 && wait > 0 && init.signal?.aborted !== true) {
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    return answered(url, init);
  }
  const fault = (await response.json().catch(() => null)) as Fault | null;
  throw new Refusal(fault?.error ?? `The server answered ${response.status} ${response.statusText}.`, response.status);
}

export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await answered(url, signal ? { signal } : {});
  return (await response.json()) as T;
}

export async function post<T>(url: string, body: unknown): Promise<T> {
  const response = await answered(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

export async function postForText(url: string, body: unknown): Promise<string> {
  const response = await answered(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.text();
}

export async function remove<T>(url: string): Promise<T> {
  return (await (await answered(url, { method: 'DELETE' })).json()) as T;
}

/** Sends a file and tells how much of it is gone. */
export function upload<T>(url: string, file: File, progress: (sent: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value as string);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onerror = () => reject(new Refusal('The server broke off while the file was sent.', 0));
    request.onload = () => {
      let body: unknown = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // Answers without a body are told by their status.
      }
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(new Refusal((body as Fault | null)?.error ?? `The server answered ${request.status}.`, request.status));
    };
    request.send(file);
  });
}

export type Said = Pick<Correction, 'object' | 'target' | 'verb' | 'by' | 'reason'> & { fields?: Record<string, unknown> };

export async function correct(said: Said): Promise<Corrected> {
  const answer = await post<Corrected>('/api/corrections', said);
  forget();
  return answer;
}

// ---- Answers kept ----

const kept = new Map<string, unknown>();
const watchers = new Set<(where: 'here' | 'elsewhere') => void>();
const mostKept = 200;

/** The account has changed: what is shown is asked for again. */
export function forget(where: 'here' | 'elsewhere' = 'here'): void {
  kept.clear();
  for (const told of [...watchers]) told(where);
}

/** From what was kept, else from the server. */
export async function ask<T>(url: string, signal?: AbortSignal): Promise<T> {
  if (kept.has(url)) return kept.get(url) as T;
  const value = await get<T>(url, signal);
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(url, value);
  return value;
}

export type Asked<T> =
  | { state: 'loading'; value: T | null }
  | { state: 'ready'; value: T }
  | { state: 'failed'; value: null; why: Refusal; again: () => void };

/**
 * While another answer is on its way the last one stays to be shown, as `value` of `loading`. An answer that `isSettled` is not
 * asked for again when something changes elsewhere.
 */
export function useAnswer<T>(path: string | null, values: Values = {}, isSettled?: (value: T) => boolean): Asked<T> {
  const url = path === null ? null : href(path, values);
  const [asked, setAsked] = useState<{ url: string | null; answer: Asked<T> }>({ url: null, answer: { state: 'loading', value: null } });
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  const latest = useRef<T | null>(null);
  latest.current = asked.url === url ? asked.answer.value : null;
  useEffect(() => {
    const told = (where: 'here' | 'elsewhere') => {
      if (where === 'here' || latest.current === null || isSettled?.(latest.current) !== true) again();
    };
    watchers.add(told);
    return () => void watchers.delete(told);
  }, [again]);
  useEffect(() => {
    if (url === null) return;
    const control = new AbortController();
    ask<T>(url, control.signal).then(
      (value) => setAsked({ url, answer: { state: 'ready', value } }),
      (why: unknown) => {
        if (control.signal.aborted) return;
        const refusal = why instanceof Refusal ? why : new Refusal(String(why), 0);
        setAsked({ url, answer: { state: 'failed', value: null, why: refusal, again } });
      },
    );
    return () => control.abort();
  }, [url, turn, again]);
  if (asked.url === url) return asked.answer;
  if (url !== null && kept.has(url)) return { state: 'ready', value: kept.get(url) as T };
  return { state: 'loading', value: asked.answer.value };
}

/** The path of something by its id, which may hold slashes and anything else. */
export function one(kind: string, id: string): string {
  return `/api/${kind}/${encodeURIComponent(id)}`;
}

// ---- What happens meanwhile ----

interface Heard {
  account: { as_of: number };
  batch: Batch;
}
type Ears = { [Name in keyof Heard]?: (data: Heard[Name]) => void };

const ears = new Set<Ears>();
let stream: EventSource | null = null;
let later: ReturnType<typeof setTimeout> | undefined;

/** A browser opens few streams to one server, so all of a page share one, and a page that nobody sees holds none. */
function tune(): void {
  const isWanted = ears.size > 0 && document.visibilityState === 'visible';
  if (isWanted === (stream !== null)) return;
  stream?.close();
  stream = null;
  if (!isWanted) return;
  stream = new EventSource(withToken('/api/progress'));
  for (const name of ['account', 'batch'] as const) {
    stream.addEventListener(name, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as never;
      for (const ear of [...ears]) ear[name]?.(data);
    });
  }
}

/** Tells of uploads and of changes to the account as they happen; gives what stops it. */
export function listen(ear: Ears): () => void {
  ears.add(ear);
  tune();
  return () => {
    ears.delete(ear);
    tune();
  };
}

/** While a batch is added the account changes often: what is shown is asked for again once a second at most. */
export function keepUp(): () => void {
  const seen = () => {
    tune();
    if (document.visibilityState === 'visible') forget('elsewhere');
  };
  document.addEventListener('visibilitychange', seen);
  const stop = listen({
    account: () => {
      later ??= setTimeout(() => {
        later = undefined;
        forget('elsewhere');
      }, 1000);
    },
  });
  return () => {
    document.removeEventListener('visibilitychange', seen);
    stop();
  };
}
