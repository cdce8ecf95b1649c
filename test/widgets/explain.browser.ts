import { aTimeout, expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { Answer } from '../../gateway/contract/answer.ts';
import type { Journey } from '../../gateway/contract/journey.ts';
import type { Stories } from '../../gateway/contract/stories.ts';
import type { Trends } from '../../gateway/contract/trends.ts';
import type { Words } from '../../gateway/contract/words.ts';
import {
  ASKED,
  closed,
  exact,
  explained,
  figure,
  find,
  focused,
  isOpen,
  mount,
  opened,
  panel,
  said,
  values,
  waitFor,
  type Settings,
  type Tag,
} from './explain-support.ts';
import { audit, textOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';

describe('an explanation', () => {
  it('opens by mouse beside its figure, has the answer’s values, and leaves the figure’s own press alone', async () => {
    const lane = openLane();
    const { element } = await mount(['bot-trends'], lane);
    const { data } = await lane.ask<Answer<Trends>>(`/v1/trends?${ASKED}`);
    const { conversations, handedOff, automation } = data.totals;
    const pressed = find(element, '.figure:has(.automation) [part=figure]')!.ariaPressed;
    await explained(element, figure('automation'));
    const lines = [...panel(element)!.querySelectorAll('.steps')][0]!;
    expect([...lines.querySelectorAll('dd')].map(({ textContent }) => textContent)).to.deep.equal([
      exact(conversations - handedOff),
      exact(conversations),
      `${Number((automation! * 100).toFixed(1))}%`,
    ]);
    expect(said(element)).to.contain('(Europe/Berlin)').and.contain('Conversations without a message of the user.').and.contain('Exact');
    expect(find(element, '.figure:has(.automation) [part=figure]')!.ariaPressed).to.equal(pressed);
    expect(panel(element)!.getAttribute('role')).to.equal('dialog');
    expect(find(element, `#${panel(element)!.getAttribute('aria-labelledby')}`)!.textContent).to.equal('Automation');
  });

  it('takes the focus, and gives it back by Escape, by its cross and by a second press', async () => {
    const { element } = await mount(['bot-trends'], openLane());
    const button = find(element, figure('users'))!;
    button.focus();
    await sendKeys({ press: 'Enter' });
    await opened(element);
    await waitFor(() => focused(element) === panel(element), 'the focus did not go in');
    await sendKeys({ press: 'Escape' });
    await closed(element);
    expect(focused(element) === button, 'the focus').to.equal(true);
    await sendKeys({ press: 'Space' });
    await opened(element);
    await sendKeys({ press: 'Tab' });
    expect((focused(element) as HTMLElement).ariaLabel).to.equal('Close');
    await sendKeys({ press: 'Enter' });
    await closed(element);
    expect(focused(element) === button, 'the focus').to.equal(true);
    await explained(element, button);
    button.click();
    await closed(element);
  });

  it('opens by the key "i" at the figure itself, and not while somebody types', async () => {
    const { elements } = await mount(['bot-trends', 'bot-messages'], openLane());
    const [trends, messages] = elements as unknown as [HTMLElement, HTMLElement];
    find(trends, '[part=figure].users')!.focus();
    await sendKeys({ press: 'i' });
    await opened(trends);
    expect(find(trends, '#explanation-title')!.textContent).to.equal('Users');
    await sendKeys({ press: 'Escape' });
    await closed(trends);
    expect(focused(trends) === find(trends, '[part=figure].users'), 'the focus').to.equal(true);
    await waitFor(() => find(messages, 'input'), 'no search');
    find(messages, 'input')!.focus();
    await sendKeys({ press: 'i' });
    await aTimeout(100);
    expect(isOpen(messages)).to.equal(false);
  });

  it('goes away with a press elsewhere, and with the numbers', async () => {
    const lane = openLane();
    const { element, provider } = await mount(['bot-trends'], lane);
    await explained(element, figure('users'));
    provider.filters = { from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' };
    await waitFor(() => textOf(element).includes('No conversations'), 'not empty');
    await closed(element);
  });

  it('follows a new answer while it is open', async () => {
    const { element, provider } = await mount(['bot-trends'], openLane());
    await explained(element, figure('messages'));
    const before = said(element);
    provider.filters = { range: '7d' };
    await waitFor(() => said(element) !== before, 'it stayed as it was');
    const { answer } = element as unknown as { answer: Answer<Trends> };
    await waitFor(() => values(element)[0] === exact(answer.data.totals.messages), 'not the new number');
    expect(isOpen(element)).to.equal(true);
  });

  for (const [tag, settings, buttons] of [
    ['bot-trends', { display: 'outcomes' }, ['.figure button.explain', '[part=legend] button.explain']],
    ['bot-trends', { display: 'table' }, ['tbody button.explain']],
    ['bot-stories', {}, ['tbody button.explain', 'tfoot button.explain', '.ring-head button.explain']],
    ['bot-words', {}, ['.sums button.explain', 'button.badge']],
    ['bot-words', { layout: 'list' }, ['tbody button.explain']],
    ['bot-journey', { display: 'table' }, ['tbody button.explain', '.scroll:last-of-type tbody button.explain']],
    ['bot-journey', { display: 'list' }, ['li button.explain']],
    ['bot-messages', {}, ['.count button.explain']],
  ] as [Tag, Settings, string[]][]) {
    it(`is accessible in ${tag} ${Object.values(settings).join()}, light and dark`, async () => {
      const { element, provider } = await mount([tag], openLane(), settings);
      await waitFor(() => find(element, buttons[0]!), 'no button');
      for (const [at, button] of buttons.entries()) {
        provider.style.colorScheme = at % 2 === 0 ? 'light' : 'dark';
        provider.style.background = at % 2 === 0 ? '#fff' : '#16181c';
        await explained(element, button);
        await audit(element);
        if (buttons.length === 1) {
          provider.style.colorScheme = 'dark';
          provider.style.background = '#16181c';
          await audit(element);
        }
        panel(element)!.hidePopover();
        await closed(element);
      }
    });
  }
});

describe('explained by row, word and node', () => {
  it('a story has its numbers, by the arrows of the table too, and is not picked by that', async () => {
    const lane = openLane();
    const { element, provider } = await mount(['bot-stories'], lane);
    const { data } = await lane.ask<Answer<Stories>>(`/v1/stories?${ASKED}`);
    const [story] = data.stories;
    const row = find(element, 'tbody tr')!;
    row.focus();
    await sendKeys({ press: 'i' });
    await opened(element);
    const percent = (rate: number | null) => (rate === null ? '–' : `${Number((rate * 100).toFixed(1))}%`);
    expect(values(element)).to.deep.equal([exact(story!.invocations), percent(story!.share), percent(story!.accuracy)]);
    await sendKeys({ press: 'Escape' });
    await closed(element);
    expect(focused(element) === row, 'the focus').to.equal(true);
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Enter']) await sendKeys({ press: key });
    await opened(element);
    expect(provider.selection).to.deep.equal({});
  });

  it('a word of the text has its own, wherever the button stands', async () => {
    const lane = openLane();
    const { element, provider } = await mount(['bot-words'], lane);
    const { data } = await lane.ask<Answer<Words>>(`/v1/words?${ASKED}`);
    find(element, '[data-word][tabindex="0"]')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'i' });
    await opened(element);
    const [, second] = data.words;
    expect(find(element, '#explanation-title')!.textContent).to.equal(second!.word);
    expect(values(element).slice(0, 2)).to.deep.equal([exact(second!.messages), exact(second!.previous)]);
    panel(element)!.hidePopover();
    const third = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[data-word]')][2]!;
    third.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await explained(element, 'button.badge');
    expect(find(element, '#explanation-title')!.textContent).to.equal(data.words[2]!.word);
    expect(provider.selection).to.deep.equal({});
  });

  it('a node of the graph has its own', async () => {
    const lane = openLane();
    const { element } = await mount(['bot-journey'], lane, { display: 'graph' });
    await waitFor(() => find(element, '[part=graph][data-drawn]'), 'not drawn');
    const { data } = await lane.ask<Answer<Journey>>(`/v1/journey?${ASKED}`);
    const [node] = data.nodes;
    find(element, `[data-node="${CSS.escape(node!.id)}"]`)!.focus();
    await waitFor(() => !find(element, 'button.badge')!.hidden, 'no button');
    await audit(element);
    await sendKeys({ press: 'i' });
    await opened(element);
    expect(values(element)[0]).to.equal(exact(node!.invocations));
    expect(values(element)[2]).to.equal(exact(node!.conversations!));
    expect(said(element)).to.contain('There is no list of exactly its messages');
  });

  it('rows of a table are one stop of the Tab key, and arrows lead from row to row', async () => {
    const { element } = await mount(['bot-journey'], openLane(), { display: 'table' });
    const buttons = [...find(element, 'tbody')!.querySelectorAll<HTMLElement>('button.explain')];
    expect(buttons.map(({ tabIndex }) => tabIndex)).to.deep.equal(buttons.map((_, at) => (at === 0 ? 0 : -1)));
    buttons[0]!.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused(element) === buttons[1], 'the focus').to.equal(true);
  });
});

describe('an explanation in little room', () => {
  after(async () => {
    await setViewport({ width: 800, height: 600 });
    await emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
  });

  it('is a sheet at the lower edge, in either direction, and moves nothing for who wants no movement', async () => {
    await setViewport({ width: 360, height: 640 });
    await emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    const { element } = await mount(['bot-trends'], openLane(), {}, { dir: 'rtl', lang: 'de' });
    await waitFor(() => textOf(element).includes('Automatisierung'), 'not in German');
    await explained(element, figure('automation'));
    const box = panel(element)!.getBoundingClientRect();
    expect([box.left, box.right, Math.round(box.bottom)]).to.deep.equal([0, 360, 640]);
    expect(box.top).to.be.greaterThan(0);
    expect(panel(element)!.scrollWidth).to.be.at.most(panel(element)!.clientWidth);
    expect(getComputedStyle(panel(element)!).animationName).to.equal('none');
    expect(said(element)).to.contain('geteilt durch Konversationen').and.contain('(Europe/Berlin)');
    await audit(element);
  });
});
