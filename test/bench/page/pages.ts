import { type Page } from 'playwright-core';

/** What a page holds. */
export interface Content {
  name: string;
  /** @param gateway - its address, which the page names */
  html: (gateway: string) => string;
}

export interface Tags extends Content {
  tags: readonly string[];
}

const REPORTS = ['bot-trends', 'bot-stories', 'bot-words', 'bot-journey', 'bot-messages'] as const;

interface TagsOptions {
  /** File below `/widgets/`. */
  script: string;
  range?: string;
}

const tagged = (name: string, tags: readonly string[], { script, range = '7d' }: TagsOptions): Tags => ({
  name,
  tags,
  html: (gateway) => pageWith(tags, { script, range, gateway }),
});

export const CONTENTS: readonly Tags[] = [
  ...REPORTS.map((tag) => tagged(tag, [tag], { script: tag })),
  tagged('all seven', ['bot-filters', ...REPORTS], { script: 'bot-widgets' }),
];

/** Pages that ask more of a browser; the first two hold what the peers draw: 720 points, and the heavy journey. */
export const HEAVY_LINES: Content = tagged('bot-trends, 720 hours', ['bot-trends interval="hour"'], { script: 'bot-trends', range: '30d' });
export const HEAVY_GRAPH: Content = tagged('bot-journey, 40 nodes', ['bot-journey'], { script: 'bot-journey' });
export const TWENTY: Content = tagged('twenty widgets', Array.from({ length: 4 }, () => REPORTS).flat(), { script: 'bot-widgets' });

/** Before all else: when the page's script began, and which of its tasks kept the page from answering for over 50 ms. */
const WATCH = `<script>
  globalThis.startedAt = performance.now();
  globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
</script>`;

const page = (body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>bench</title></head><body>${WATCH}${body}</body></html>`;

/** A page with no style of its own, as a host would write it. */
const pageWith = (tags: readonly string[], { script, range, gateway }: Required<TagsOptions> & { gateway: string }): string =>
  page(`<script type="module" src="${gateway}/widgets/${script}.js"></script>
<bot-provider gateway="${gateway}" range="${range}" tz="Europe/Berlin">${tags.map((tag) => `<${tag}></${tag.split(' ')[0] ?? ''}>`).join('')}</bot-provider>
<script type="module">document.querySelector('bot-provider').getToken = () => fetch('/token?as=admin').then((r) => r.text());</script>`);

/** A page that draws with a library alone, and asks nobody. */
export const scripted = (code: string): string =>
  page(`<div id="place" style="width: 900px"></div><script type="module">${code.replaceAll('</script', '<\\/script')}</script>`);

export interface PageTimes {
  /** Milliseconds from the script tag until every widget shows its numbers. */
  numbers: number;
  /** Until every canvas has something on it and no graph is under way. */
  painted: number;
  /** The longest task until then, and by how much all of them together were over 50 ms each. */
  longest: number;
  blocking: number;
}

/** Waits until the page stands, looking once a frame. */
export const timesOf = (page: Page): Promise<PageTimes> =>
  page.evaluate(async () => {
    const { startedAt, longTasks } = globalThis as unknown as { startedAt: number; longTasks: number[] };
    const tags = [...document.querySelectorAll('bot-trends, bot-stories, bot-words, bot-journey, bot-messages')];
    const find = (selector: string) => tags.flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll(selector) ?? [])]);
    const hasNumbers = () =>
      tags.every((tag) => tag.shadowRoot && !tag.matches(':state(loading)') && !tag.shadowRoot.querySelector('.skeleton'));
    const copy = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
    const painted = new WeakSet<Element>();
    const isPainted = (canvas: Element): boolean => {
      if (painted.has(canvas)) return true;
      if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0 || canvas.height === 0) return false;
      copy?.clearRect(0, 0, 64, 64);
      copy?.drawImage(canvas, 0, 0, 64, 64);
      const isOn = copy?.getImageData(0, 0, 64, 64).data.some((value) => value !== 0) ?? false;
      if (isOn) painted.add(canvas);
      return isOn;
    };
    const expected = tags.filter(({ localName }) => ['bot-trends', 'bot-stories', 'bot-journey'].includes(localName)).length;
    const isDone = () => {
      if (tags.length === 0) return 'peerIsDone' in globalThis;
      const drawn = find('canvas');
      return drawn.length >= expected && drawn.every(isPainted) && find('.network').every((graph) => graph.closest('[data-drawn]'));
    };
    let numbers = 0;
    for (;;) {
      await new Promise(requestAnimationFrame);
      const now = performance.now() - startedAt;
      if (numbers === 0 && hasNumbers()) numbers = now;
      if (numbers > 0 && isDone()) {
        // Long tasks are told after they have ended.
        await new Promise((resolve) => setTimeout(resolve, 100));
        const blocking = longTasks.reduce((sum, duration) => sum + duration - 50, 0);
        return { numbers, painted: now, longest: Math.max(0, ...longTasks), blocking };
      }
      if (now > 60_000) throw new Error('The page never stood.');
    }
  });
