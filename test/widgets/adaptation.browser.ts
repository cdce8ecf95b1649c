import { fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../widgets/define.ts';
import type { BotProvider } from '../../widgets/index.ts';
import { audit, partOf } from './support/elements.ts';
import { openLane } from './support/lane.ts';

const TAGS = ['bot-filters', 'bot-trends', 'bot-stories', 'bot-words', 'bot-journey', 'bot-messages'] as const;

async function mount(tag: (typeof TAGS)[number]) {
  const lane = openLane();
  const provider = await fixture<BotProvider>(html`
    <bot-provider gateway=${lane.url} business="halden" range="yesterday" tz="UTC" .getToken=${lane.getToken}></bot-provider>
  `);
  const element = document.createElement(tag);
  provider.append(element);
  const isThere = () => !element.shadowRoot!.querySelector('.skeleton') && element.shadowRoot!.querySelector('button');
  await waitUntil(isThere, 'not drawn', { timeout: 15_000 });
  return { provider, element };
}

/** Nothing sticks out of a widget sideways, but for what scrolls by itself; a chart follows its frame a moment later. */
async function fits(element: Element, when: string): Promise<void> {
  const base = partOf(element, 'base')!;
  await waitUntil(() => base.scrollWidth <= base.clientWidth, `sticks out ${when}`, { timeout: 3000 });
}

for (const tag of TAGS) {
  describe(`${tag}, as its viewer needs it`, () => {
    after(async () => {
      document.documentElement.style.fontSize = '';
      await emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
    });

    it('is accessible in the dark, with forced colours and without motion, at 320 pixels and with text of twice the size', async () => {
      const { provider, element } = await mount(tag);
      Object.assign(provider.style, { colorScheme: 'dark', background: '#16181c' });
      await audit(element);
      await emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      provider.style.inlineSize = '320px';
      await audit(element);
      await fits(element, 'at 320 px');
      // 1280 px at 400 % are 320, at 200 % with text alone 640.
      provider.style.inlineSize = '640px';
      document.documentElement.style.fontSize = '200%';
      await audit(element);
      await fits(element, 'with text of twice the size');
    });
  });
}
