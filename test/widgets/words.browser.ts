import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../widgets/provider/define.ts';
import '../../widgets/words/define.ts';
import type { Words } from '../../gateway/contract/words.ts';
import type { BotProvider, BotWords } from '../../widgets/index.ts';
import { answered, audit, partOf, shows, textOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';

const lane = openLane();
const lexicon = openLane({ as: 'lexicon' });
const DAY = 86_400_000;

interface Mounted {
  provider: BotProvider;
  element: BotWords;
  data: Words;
}

/** Yesterday, so that nothing changes while a test looks. */
async function mount({ width = 900, lang = 'en', layout = 'flow', limit = 100, channel = '' } = {}): Promise<Mounted> {
  const { url, getToken } = channel ? lexicon : lane;
  const provider = await fixture<BotProvider>(html`
    <bot-provider
      gateway=${url}
      business=${channel ? 'lexicon' : 'halden'}
      range="yesterday"
      tz="UTC"
      channel=${channel}
      lang=${lang}
      .getToken=${getToken}
    >
      <bot-words layout=${layout} limit=${limit}></bot-words>
    </bot-provider>
  `);
  provider.style.width = `${width}px`;
  const element = provider.querySelector('bot-words')!;
  await answered(element);
  await waitUntil(() => wordsOf(element).length > 0, 'no words', { timeout: 10_000 });
  return { provider, element, data: element.answer!.data };
}

const wordsOf = (element: BotWords) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('[data-word]')];
const namesOf = (element: BotWords) => wordsOf(element).map(({ dataset }) => dataset.word);
const focused = (element: BotWords) => element.shadowRoot!.activeElement as HTMLElement;

function press(element: BotWords, key: string): Promise<unknown> {
  focused(element).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
  return element.updateComplete;
}

/** Words of yesterday and of the day before, in a channel of their own. */
async function sendWords(channel: string, words: Record<string, [now: number, before: number]>): Promise<void> {
  const noon = Math.floor(Date.now() / DAY) * DAY - DAY / 2;
  const message = (word: string, at: number, number: number) => ({
    id: crypto.randomUUID(),
    timestamp: at + number * 1000,
    business: 'lexicon',
    bot: 'reader',
    conversation: `${channel}-${number}`,
    user: `${channel}-${number}`,
    sender: 'user',
    channel,
    text: word,
    understood: false,
    keywords: [word],
  });
  const messages = Object.entries(words).flatMap(([word, [now, before]]) => [
    ...Array.from({ length: now }, (_, number) => message(word, noon, number)),
    ...Array.from({ length: before }, (_, number) => message(word, noon - DAY, number)),
  ]);
  await lane.send(...messages);
}

describe('bot-words', () => {
  it('is accessible: flowing, as a list, picked, and where there is little room', async () => {
    const { element, provider } = await mount();
    await audit(element);
    wordsOf(element)[0]!.click();
    Object.assign(provider.style, { colorScheme: 'dark', background: '#16181c' });
    await audit(element);
    Object.assign(provider.style, { colorScheme: 'light', background: 'none' });
    element.layout = 'list';
    await audit(element);
    const small = await mount({ width: 300, lang: 'de', layout: 'list' });
    await audit(small.element);
  });

  it('shows the words in their order, with their counts and sums', async () => {
    const { element, data } = await mount();
    expect(namesOf(element)).to.deep.equal(data.words.map(({ word }) => word));
    wordsOf(element).forEach((word, at) => {
      expect(textOf(word.querySelector('.count')!)).to.equal(data.words[at]!.messages.toLocaleString('en'));
    });
    const sums = textOf(partOf(element, 'sums')!);
    expect(sums).to.contain(data.missed.toLocaleString('en'));
    expect(sums).to.contain(`of ${data.userMessages.toLocaleString('en')} user messages`);
    expect(sums).to.contain('%');
  });

  it('makes frequent words larger, and no word smaller than the text around', async () => {
    const { element } = await mount();
    const sizes = wordsOf(element).map((word) => parseFloat(getComputedStyle(word).fontSize));
    expect([...sizes].sort((a, b) => b - a)).to.deep.equal(sizes);
    expect(Math.min(...sizes)).to.equal(parseFloat(getComputedStyle(partOf(element, 'base')!).fontSize));
  });

  it('tells new, rising and falling words by shape and by word', async () => {
    await sendWords('change', { fresh: [5, 0], more: [4, 2], less: [3, 6], alike: [2, 2] });
    const { element } = await mount({ channel: 'change' });
    expect(wordsOf(element).map((word) => word.querySelector('.mark')?.textContent ?? '')).to.deep.equal(['●', '▲', '▼', '']);
    expect(wordsOf(element).map(({ title }) => title.replace(/.*: /, ''))).to.deep.equal([
      'new',
      'rising (+100%)',
      'falling (-50%)',
      'same',
    ]);
    await shows(element, /● new ▲ rising ▼ falling/);
    element.layout = 'list';
    await waitUntil(() => element.shadowRoot!.querySelector('table') !== null, 'no list');
    const rows = [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td:not(.explain-cell)')].map(textOf),
    );
    expect(rows).to.deep.equal([
      ['5', '0', '● new'],
      ['4', '2', '▲ rising +100.0%'],
      ['3', '6', '▼ falling -50.0%'],
      ['2', '2', '= same'],
    ]);
  });

  it('compares nothing where no word was there before', async () => {
    await sendWords('first', { one: [3, 0], two: [2, 0] });
    const { element } = await mount({ channel: 'first' });
    expect(element.shadowRoot!.querySelector('.mark')).to.be.null;
    await shows(element, 'to compare with');
    element.layout = 'list';
    await waitUntil(() => element.shadowRoot!.querySelector('td.change')?.textContent === '–', 'no dash');
    await audit(element);
  });

  it('sets words of any script and length by themselves, whole', async () => {
    const long = 'rückerstattungsanspruchsprüfungsverfahrensordnungsänderungsgesetzesentwurfsvorlagenverzeichnis';
    await sendWords('scripts', { ['استرداد']: [4, 0], [long]: [3, 0], ['返金']: [2, 0], ['החזר']: [1, 0] });
    const { element } = await mount({ channel: 'scripts', width: 300 });
    expect(namesOf(element)).to.deep.equal(['استرداد', long, '返金', 'החזר']);
    for (const word of wordsOf(element)) {
      const name = word.querySelector('bdi')!;
      expect(getComputedStyle(name).unicodeBidi).to.equal('isolate');
      expect(word.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right + 1);
    }
    expect(wordsOf(element)[1]!.getBoundingClientRect().height).to.be.greaterThan(40);
  });

  it('can be read and marked as text', async () => {
    const { element, provider } = await mount();
    const word = wordsOf(element)[0]!;
    expect(getComputedStyle(word).userSelect).to.equal('text');
    word.dispatchEvent(new PointerEvent('pointerdown', { clientX: 10, clientY: 10, bubbles: true, composed: true }));
    word.dispatchEvent(new MouseEvent('click', { clientX: 60, clientY: 10, detail: 1, bubbles: true, composed: true }));
    expect(provider.selection).to.deep.equal({});
  });

  it('asks for the messages that hold a word, and takes it back by a second press', async () => {
    for (const layout of ['flow', 'list']) {
      const { element, provider } = await mount({ layout });
      const word = wordsOf(element)[1]!;
      word.click();
      expect(provider.selection).to.deep.equal({ keyword: word.dataset.word });
      await waitUntil(() => word.closest("[aria-selected='true'], [aria-pressed='true']") !== null, 'not shown as picked');
      word.click();
      expect(provider.selection).to.deep.equal({});
      provider.selection = { keyword: word.dataset.word! };
      await waitUntil(() => partOf(element, 'picked') !== null, 'no way back');
      partOf(element, 'picked')!.click();
      expect(provider.selection).to.deep.equal({});
    }
  });

  it('has one stop of the Tab key and goes on by arrows, along the line and from line to line', async () => {
    const { element, provider } = await mount({ width: 400 });
    expect(element.shadowRoot!.querySelectorAll("[data-word][tabindex='0']")).to.have.length(1);
    wordsOf(element)[0]!.focus();
    await press(element, 'ArrowRight');
    expect(focused(element)).to.equal(wordsOf(element)[1]);
    const before = focused(element).getBoundingClientRect();
    await press(element, 'ArrowDown');
    expect(focused(element).getBoundingClientRect().top).to.be.greaterThan(before.top);
    await press(element, 'ArrowUp');
    await press(element, 'End');
    expect(focused(element)).to.equal(wordsOf(element).at(-1));
    await press(element, 'Enter');
    expect(provider.selection).to.deep.equal({ keyword: namesOf(element).at(-1) });
    await press(element, 'Escape');
    expect(provider.selection).to.deep.equal({});
    expect(element.shadowRoot!.querySelectorAll("[data-word][tabindex='0']")).to.have.length(1);
  });

  it('shows more up to 500, and the keys go on at the first that comes', async () => {
    await sendWords('many', Object.fromEntries(Array.from({ length: 620 }, (_, at) => [`w${at}`, [1, 0] as [number, number]])));
    const { element } = await mount({ channel: 'many', limit: 350 });
    const more = () => element.shadowRoot!.querySelector<HTMLElement>('.more button');
    more()!.click();
    await waitUntil(() => wordsOf(element).length === 450, 'no more words', { timeout: 10_000 });
    await waitUntil(() => focused(element) === wordsOf(element)[350], 'the focus went elsewhere');
    more()!.click();
    await waitUntil(() => wordsOf(element).length === 500, 'no more words', { timeout: 10_000 });
    await element.updateComplete;
    expect(more()).to.be.null;
    await shows(element, '500 most frequent words');
  });

  it('says so when every message was understood', async () => {
    const id = crypto.randomUUID();
    const timestamp = Math.floor(Date.now() / DAY) * DAY - DAY / 2;
    const place = { business: 'lexicon', bot: 'reader', conversation: id, user: id, channel: 'fine' };
    await lane.send({ ...place, id, timestamp, sender: 'user', text: 'hello', understood: true });
    const provider = await fixture<BotProvider>(html`
      <bot-provider gateway=${lexicon.url} channel="fine" range="yesterday" tz="UTC" .getToken=${lexicon.getToken}
        ><bot-words></bot-words
      ></bot-provider>
    `);
    await shows(provider.querySelector('bot-words')!, 'The bot understood every user message');
  });

  it('marks an estimate', async () => {
    const { element } = await mount();
    const answer = element.answer!;
    answer.estimates.push('/words/0/messages');
    element.requestUpdate();
    await element.updateComplete;
    expect(textOf(wordsOf(element)[0]!)).to.contain('≈');
    expect(textOf(wordsOf(element)[1]!)).not.to.contain('≈');
  });

  it('loads nothing that draws', async () => {
    const { element } = await mount({ layout: 'list' });
    await aTimeout(500);
    expect(wordsOf(element)).not.to.be.empty;
    expect(performance.getEntriesByType('resource').filter(({ name }) => /charts|chart\.js|vis-/.test(name))).to.deep.equal([]);
  });
});
