/* global URLSearchParams, location, setTimeout, clearTimeout, setInterval, clearInterval */
import { element, options } from './build.js';
import { createClient, createTokens } from './client.js';
import { clock, moment } from './format.js';
import { followLive } from './live.js';
import { botOptions, RANGES, zoneOptions } from './choices.js';
import * as reports from './reports.js';
import { createPanel } from './panel.js';

const at = (id) => document.getElementById(id);
const settings = await fetch('/settings.json').then((response) => response.json());
const asked = new URLSearchParams(location.search);

const state = { visit: null, client: null, tokens: null, stopLive: () => {}, newest: null, keyword: null, opened: new Set() };
const chosen = { bot: '', range: '7d', zone: Intl.DateTimeFormat().resolvedOptions().timeZone };

/** Name and value pairs of what the filters say. */
function query(...more) {
  const [kind, name] = chosen.bot === '' ? [] : chosen.bot.split(/:(.*)/s);
  const time = chosen.range === 'data' ? dataRange() : [['range', chosen.range]];
  return [['tz', chosen.zone], ...time, ...(kind ? [[kind, name]] : []), ...more];
}

/** The last 30 days that hold data, for data that does not reach today. */
function dataRange() {
  const to = Date.parse(state.newest) + 60_000;
  return [
    ['from', new Date(to - 30 * 86_400_000).toISOString()],
    ['to', new Date(to).toISOString()],
  ];
}

const widen = () => (chosen.range === '30d' || chosen.range === 'data' ? undefined : () => choose('range', '30d'));

const ask =
  (report, ...own) =>
  (signal) =>
    state.client.get(report, query(...own), signal);

/** Shows an answer, or that there is nothing of `what` in it. */
const orEmpty = (what, rowsOf, show) => (answer) => (rowsOf(answer.data) === 0 ? [reports.empty(what, widen())] : show(answer));

function totals(answer) {
  tellFreshness(answer);
  return reports.totals(answer);
}

const messagesPanel = createPanel(
  (signal) => state.client.get('messages', messagesQuery(), signal),
  [at('messages'), orEmpty('messages', ({ messages }) => messages.length, withMore)],
);
const panels = [
  createPanel(
    ask('trends', ['compare', 'previous']),
    [at('totals'), totals],
    [at('trends'), orEmpty('conversations', ({ totals }) => totals.conversations, reports.trends)],
  ),
  createPanel(ask('stories'), [
    at('stories'),
    orEmpty(
      'stories',
      ({ stories }) => stories.length,
      (answer) => reports.stories(answer, state.opened),
    ),
  ]),
  createPanel(ask('words', ['limit', '50']), [
    at('words'),
    orEmpty(
      'missed words',
      ({ words }) => words.length,
      (answer) => reports.words(answer, chooseKeyword),
    ),
  ]),
  createPanel(
    ask('journey'),
    [at('journey-nodes'), orEmpty('nodes', ({ nodes }) => nodes.length, reports.journeyNodes)],
    [at('journey-links'), orEmpty('links', ({ links }) => links.length, reports.journeyLinks)],
  ),
  messagesPanel,
];

function messagesQuery(...more) {
  const words = at('q').value.trim();
  const sender = at('sender').value;
  const own = [
    ['q', words],
    ['sender', sender],
    ['keyword', state.keyword ?? ''],
  ].filter(([, value]) => value !== '');
  return query(['limit', '50'], ...own, ...more);
}

function withMore(answer) {
  const content = reports.messages(answer);
  let next = answer.data.next;
  if (next === null) return content;
  const button = element('button', { type: 'button', className: 'more' }, 'Older messages');
  button.onclick = async () => {
    button.disabled = true;
    try {
      const page = await state.client.get('messages', messagesQuery(['after', next]));
      content[0].tBodies[0].append(...reports.messageRows(page.data.messages, answer.range.tz));
      next = page.data.next;
      // What somebody is reading must not jump when something new comes in.
      messagesPanel.hold();
      if (next === null) button.remove();
    } catch (error) {
      button.textContent = `Older messages (${error.message})`;
    }
    button.disabled = false;
  };
  return [...content, button];
}

/** The time alone for what is from today, with its day otherwise. */
const recent = (instant) => (Date.now() - Date.parse(instant) < 12 * 3_600_000 ? clock : moment)(instant, chosen.zone);

function tellFreshness(answer) {
  state.newest = answer.newestMessage;
  const newest = answer.newestMessage ? `newest message ${recent(answer.newestMessage)}` : 'no messages yet';
  at('freshness').textContent = `As of ${clock(answer.computedAt, chosen.zone)}, ${newest}`;
}

function refresh(anew = false) {
  for (const panel of panels) panel.refresh(anew);
}

function choose(name, value) {
  chosen[name] = value;
  at(name).value = value;
  refresh(true);
}

function chooseKeyword(word) {
  state.keyword = word;
  at('keyword').hidden = word === null;
  at('keyword').textContent = word === null ? '' : `Missed: ${word}  ×`;
  at('keyword').title = 'Show all messages again';
  messagesPanel.refresh(true);
  if (word !== null) at('messages').scrollIntoView({ block: 'start' });
}

/** Starts over as somebody else. */
async function become(visitor) {
  const visit = (state.visit = {});
  state.stopLive();
  state.tokens = createTokens(visitor);
  state.client = createClient(settings.gateway, state.tokens);
  at('notice').hidden = true;
  chosen.bot = '';
  chooseKeyword(null);
  refresh(true);
  await readScope();
  await reachData();
  if (state.visit !== visit) return;
  state.stopLive = followLive(settings.gateway, state.tokens, { changed: soon, denied: () => void readScope(), open: showLive });
}

const showLive = (open) => {
  at('freshness').dataset.live = String(open);
  at('freshness').title = open ? 'Live: changes show within seconds.' : 'Not live at the moment.';
};

async function readScope() {
  try {
    const scope = await state.client.get('scope', []);
    botOptions(at('bot'), scope, chosen.bot);
    at('notice').hidden = true;
  } catch (error) {
    at('notice').textContent = error.message;
    at('notice').hidden = false;
  }
}

/** Data that ended long ago is shown where it is. */
async function reachData() {
  const { newestMessage } = await state.client.get('trends', [['range', 'today']]).catch(() => ({ newestMessage: null }));
  state.newest = newestMessage;
  const old = newestMessage !== null && Date.parse(newestMessage) < Date.now() - 6 * 86_400_000;
  options(at('range'), [...RANGES, ...(old ? [['data', 'Last 30 days of data']] : [])], chosen.range);
  if (old) choose('range', 'data');
  else if (chosen.range === 'data') choose('range', '7d');
}

let waiting = null;
/** Many changes in a row are one refresh; a page that nobody sees waits. */
function soon() {
  waiting ??= setTimeout(() => {
    waiting = null;
    if (!document.hidden) refresh();
  }, 3000);
}

options(
  at('visitor'),
  settings.visitors.map((visitor) => [visitor, visitor[0].toUpperCase() + visitor.slice(1)]),
  asked.get('as') ?? 'portal',
);
options(at('range'), RANGES, chosen.range);
options(
  at('sender'),
  [
    ['', 'Anybody'],
    ['user', 'User'],
    ['bot', 'Bot'],
    ['human', 'Person'],
  ],
  '',
);
zoneOptions(at('zone'), chosen.zone);
for (const name of ['bot', 'range', 'zone']) at(name).onchange = ({ target }) => choose(name, target.value);
at('visitor').onchange = ({ target }) => void become(target.value);
at('keyword').onclick = () => chooseKeyword(null);
at('sender').onchange = () => messagesPanel.refresh(true);
at('search').onsubmit = (submitted) => submitted.preventDefault();
at('filters').onsubmit = (submitted) => submitted.preventDefault();
let typing = null;
at('q').oninput = () => {
  clearTimeout(typing);
  typing = setTimeout(() => messagesPanel.refresh(true), 300);
};
document.addEventListener('visibilitychange', () => document.hidden || soon());
// Open conversations fall idle and quarter hours pass without a message.
const minute = setInterval(() => document.hidden || refresh(), 60_000);
globalThis.addEventListener('pagehide', () => clearInterval(minute));

await become(at('visitor').value);
