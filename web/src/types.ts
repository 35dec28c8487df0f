// The shapes of the JSON API (docs/openapi.yaml), with the record's own field names. `start` and `end` are bytes of UTF-8.

export type Quad = 'verbal_cooperation' | 'material_cooperation' | 'verbal_conflict' | 'material_conflict';
export type Status = 'actual' | 'future' | 'conditional' | 'possible' | 'demanded' | 'negated';
export type Review = 'none' | 'accepted' | 'mended' | 'rejected' | 'withdrawn';
export type Every = 'day' | 'week' | 'month';

export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Party {
  text: string;
  actor: string | null;
  name: string | null;
  country: string | null;
  sector: string | null;
}

export interface Participant extends Span, Party {
  code?: string | null;
  role?: string | null;
  cue?: Span | null;
  candidates?: { actor: string; score: number }[];
}

export interface Reason {
  step: string;
  from: 'model' | 'rule';
  score?: number | null;
  name?: string | null;
}

export interface Place extends Span {
  name: string | null;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  precision: string | null;
  relation: string | null;
}

export interface Event {
  id: string;
  report: string;
  published: string | null;
  sentence: number;
  type: string;
  mode: string | null;
  cameo: string | null;
  goldstein: number | null;
  status: Status;
  trigger: Span;
  source: Participant[];
  target: Participant[];
  condition: (Span & { event: string | null }) | null;
  by: Participant[];
  quoted: boolean;
  place: Place | null;
  time: (Span & { from: string | null; until: string | null }) | null;
  goods?: (Span & { good: string; maker: string | null; supplier: string | null })[];
  killed: number | null;
  injured: number | null;
  confidence: number;
  why: Reason[];
  review: Review;
  incident: string | null;
  /** How many tell of its incident; null while incidents are being put together. */
  reports: number | null;
}

/** What a table of events needs; the rest is left out by `fields=`. */
export type EventRow = Pick<
  Event,
  'id' | 'report' | 'published' | 'type' | 'status' | 'source' | 'target' | 'trigger' | 'confidence' | 'review' | 'reports'
>;

/** What a report's list of events says of each; `source` and `target` are names. */
export interface EventHead {
  id: string;
  type: string;
  status: Status;
  trigger: Span;
  source: string[];
  target: string[];
  confidence: number;
  review: Review;
}

interface Page {
  as_of: number;
  total: number;
  next: string | null;
}

export interface Meta {
  version: string;
  store: string;
  as_of: number;
  reports: number;
  events: number;
  /** Null while they are being put together. */
  incidents: number | null;
  actors: number;
  first: string | null;
  last: string | null;
  types: { type: string; quad: Quad; goldstein: number }[];
  statuses: Status[];
  review: Record<Review, number>;
  questions: { id: string; text: string | null }[];
  batches: number;
  limits: { upload: number; body: number };
}

export interface Events extends Page {
  events: EventRow[];
}

export interface FacetValue {
  value: string;
  name: string;
  count: number;
}
export type Facet = 'type' | 'status' | 'review' | 'country' | 'source' | 'target';
/** Months are "2019-07", in the order of time; "" counts what has no day. */
export type Facets = { as_of: number; total: number; month: FacetValue[] } & Record<Facet, FacetValue[]>;

export interface EventAnswer {
  as_of: number;
  event: Event;
  sentence: Span;
  passages: (Span & { part: Part })[];
  title: string | null;
  source: string | null;
  url: string | null;
  incident: string | null;
  corrections: Correction[];
}
export type Part = 'trigger' | 'source' | 'target' | 'by' | 'cue' | 'condition' | 'place' | 'time' | 'goods';

export interface ReportHead {
  id: string;
  version: number;
  title: string | null;
  published: string | null;
  source: string | null;
  url: string | null;
  events: number;
  added: string;
}
export interface Reports extends Page {
  reports: ReportHead[];
}
export interface Report extends Omit<ReportHead, 'events'> {
  as_of: number;
  current: boolean;
  model: string;
  copies: { id: string; title: string | null; published: string | null; source: string | null; url: string | null }[];
  text: string;
  sentences: { start: number; end: number }[];
  events: EventHead[];
  versions: { version: number; added: string; current: boolean }[];
}

export interface Found {
  as_of: number;
  /** Reports in all. */
  total: number;
  reports: (ReportHead & { passages: Span[] })[];
  actors: ActorHead[];
}

export interface Count {
  low: number;
  high: number;
}
export interface Ground {
  field: string;
  points: number;
  words: string;
}
export interface Incident {
  id: string;
  events: string[];
  reports: string[];
  sources: number;
  type: string;
  status: Status;
  when: { first: string; last: string } | null;
  source: Party[];
  target: Party[];
  place: string | null;
  at: { latitude: number; longitude: number } | null;
  killed: Count | null;
  injured: Count | null;
  goldstein: number | null;
  merges: { event: string; into: string; points: number; grounds: Ground[] }[];
  contradictions: { field: string; sayings: { value: string; who: string[]; events: string[] }[] }[];
}
export interface Incidents extends Page {
  incidents: Incident[];
}
export interface IncidentAnswer {
  as_of: number;
  incident: Incident;
  needed: number;
  members: { event: Event; sentence: Span; title: string | null; publisher: string | null }[];
}

export interface Merge {
  incident: string;
  event: string;
  into: string;
  points: number;
  grounds: Ground[];
  sides: { event: Event; sentence: Span }[];
}
export interface Merges extends Page {
  merges: Merge[];
}

export interface Pair {
  pair: [string, string];
  names: [string, string];
  incidents: number;
  turns: number;
  alerts: number;
  tension: number[];
}
export interface Pairs extends Page {
  pairs: Pair[];
}
export type Point = {
  period: string;
  first: string;
  types: Record<string, number>;
  goldstein: number | null;
  tension: number;
  reported: number;
  incidents: string[];
} & Record<Quad, number>;
export interface SeriesAnswer {
  as_of: number;
  names: [string, string];
  series: {
    pair: [string, string];
    directed: boolean;
    incidents: number;
    points: Point[];
    turns: { period: string; before: number; after: number }[];
    alerts: { period: string; conflicts: number; expected: number; chance: number }[];
  };
}

export interface ActorHead {
  actor: string;
  name: string | null;
  country: string | null;
  sector: string | null;
  kind: string | null;
  source: number;
  target: number;
  first: string | null;
  last: string | null;
}
export interface Actors extends Page {
  actors: ActorHead[];
}
export interface ActorAnswer {
  as_of: number;
  actor: ActorHead;
  known: {
    id: string;
    name: string;
    kind: string;
    names: string[];
    country: string | null;
    code: string | null;
    terms: { role: string; of: string | null; from: string | null; until: string | null }[];
  } | null;
  mentions: { text: string; count: number }[];
  candidates: { actor: string; name: string; probability: number; count: number }[];
  partners: { actor: string; name: string; events: number }[];
  types: FacetValue[];
  corrections: Correction[];
}

/** Whom and which places a name may stand for, by the data alone. */
export interface KnownActor {
  actor: string;
  name: string;
  kind: string;
  country: string | null;
  sector: string | null;
  code: string | null;
}
export interface KnownPlace {
  name: string;
  precision: string;
  country: string | null;
  latitude: number;
  longitude: number;
}
export interface Known {
  actors: KnownActor[];
  places: KnownPlace[];
}

export interface Network {
  as_of: number;
  since: string | null;
  until: string | null;
  nodes: { id: string; name: string; country: string | null; kind: string | null; source: number; target: number }[];
  edges: {
    source: string;
    target: string;
    incidents: number;
    conflict: number;
    cooperation: number;
    goldstein: number | null;
    quads: [number, number, number, number];
  }[];
}

export interface PlaceOnMap {
  place: string;
  name: string;
  precision: string;
  latitude: number;
  longitude: number;
  incidents: {
    id: string;
    type: string;
    status: Status;
    first: string | null;
    last: string | null;
    killed: Count | null;
    goldstein: number | null;
    source: string[];
    target: string[];
    sources: number;
  }[];
}
export interface Places {
  as_of: number;
  places: PlaceOnMap[];
  elsewhere: number;
}

/** A record as the law and the ledger cite it. */
export interface Telling {
  event: string;
  report: string;
  day: string | null;
  trigger: Span;
  sentence: Span;
}
export interface LegalGround extends Telling {
  told: string;
  by: string | null;
  note?: string;
}
export interface Finding {
  provision: string;
  title: string;
  citation: string;
  party: string;
  standing: string;
  since: string | null;
  due: string | null;
  duty: { cite: string; whose: string; does: string };
  triggers: LegalGround[];
  elements: { cite: string; text: string; shown: boolean; grounds: LegalGround[] }[];
  excepted: string | null;
  discharge: LegalGround[];
  menu: {
    id: string;
    at_least: number;
    taken: number;
    measures: { cite: string; text: string; taken: LegalGround[] }[];
  } | null;
  reliefs: {
    kind: string;
    cite: string;
    text: string;
    who: string;
    showing: string;
    review: string;
    granted: LegalGround[];
    until: string | null;
    conditions: { cite: string; text: string; usual: boolean; verdict: string; met: LegalGround[]; unmet: LegalGround[] }[];
    said: (Span & { report: string })[];
  }[];
  change: string[];
}

export interface Law {
  as_of: number;
  on: string;
  /** Of parties, by their ids. */
  names: Record<string, string>;
  findings: Finding[];
}
export interface Provision {
  id: string;
  title: string;
  citation: string;
  from: string;
  until: string | null;
  source: string;
  uncertain: string[];
  sections: { cite: string; text: string }[];
}

export interface QuestionFault {
  file: string;
  line: number;
  message: string;
}
export interface QuestionHead {
  id: string;
  file: string;
  text: string | null;
  opened: string | null;
  deadline: string | null;
  resolves: string | null;
  faults: QuestionFault[];
}
export interface Item {
  kind: string;
  reason: string;
  direction: number;
  weight: number;
  reliability: number;
  decay: number;
  share: number;
  moves: number;
  repeats: number;
  told: Telling | null;
}
export interface Answer {
  question: string;
  text: string;
  day: string;
  bears: boolean;
  reports: string[];
  positions: { actor: string | null; name: string; country: string | null; stance: string; rule: string; told: Telling }[];
  divided: string[];
  conditions: { words: string | null; told: Telling; come_about: Telling[] }[];
  duties: Finding[];
  forecast: {
    base: number;
    probability: number;
    low: number;
    high: number;
    ledger: Item[];
    movers: { kind: string; to: number }[];
  };
}
export interface QuestionAnswer {
  as_of: number;
  question: QuestionHead;
  answer: Answer | null;
}
export interface History {
  as_of: number;
  points: { day: string; probability: number; low: number; high: number; reports: number }[];
}

export interface Evidence {
  report: string;
  source: string | null;
  day: string | null;
  span: Span;
  trigger: Span | null;
  event: string | null;
}
export interface Line {
  text: string;
  depth: number;
  basis: string | null;
  edited?: boolean;
  evidence: Evidence[];
}
export interface Brief {
  title: string;
  period: string;
  sections: { id: string; heading: string; lines: Line[] }[];
  tables: { caption: string; head: string[]; rows: string[][] }[];
  chart?: { caption: string; bars: { day: string; reports: number }[] };
  spots?: { name: string; latitude: number; longitude: number; events: number }[];
}

export type Verb = 'accept' | 'reject' | 'mend' | 'undo';
export interface Correction {
  id: string;
  time: string;
  by: string;
  reason: string;
  object: 'event' | 'actor' | 'merge';
  target: string;
  verb: Verb;
  fields: Record<string, unknown>;
  waits: boolean;
}
export interface Corrected {
  as_of: number;
  correction: Correction;
  event: Event | null;
  incidents: string[];
}

export interface Batch {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  names: string[];
  bytes: number;
  done: number;
  added: number;
  versions: number;
  copies: number;
  known: number;
  events: number;
  withdrawn: number;
  faults: { source: string; line: number | null; message: string }[];
  started: string | null;
  ended: string | null;
}

export interface Fault {
  error: string;
  field: string | null;
}
