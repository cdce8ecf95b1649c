import { html, nothing, svg, type TemplateResult } from 'lit';
import type { MessagesFormat } from '../../gateway/contract/export.ts';
import type { Permission } from '../../gateway/contract/scope.ts';
import { addEnglish } from '../internal/languages.ts';
import { problemTexts } from '../internal/problem-texts.ts';
import { DownloadController, type DownloadHost, type DownloadState, type Messages } from './download-controller.ts';
import { mayAnywhere, scopeOf } from './may-download.ts';
import { downloadEn } from './texts-en.ts';

export { styles } from './download.styles.ts';
export type { DownloadHost } from './download-controller.ts';

addEnglish(downloadEn);

const FORMATS: readonly MessagesFormat[] = ['xlsx', 'csv', 'ndjson'];
/** What a csv of a report may hold, which is one table. */
const TABLES: Partial<Record<string, readonly string[]>> = {
  trends: ['trends', 'totals', 'about'],
  stories: ['nodes', 'stories', 'about'],
  words: ['words', 'about'],
  journey: ['nodes', 'links', 'about'],
};
const ICON = html`<svg
  class="icon"
  part="icon icon-download"
  viewBox="0 0 16 16"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="1.5"
>
  ${svg`<path d="M8 2.5v7.5M4.5 6.75 8 10.25l3.5-3.5M2.75 13.25h10.5"/>`}
</svg>`;

const controllers = new WeakMap<DownloadHost, DownloadController>();

function controllerOf(host: DownloadHost): DownloadController {
  const controller = controllers.get(host) ?? new DownloadController(host);
  controllers.set(host, controller);
  return controller;
}

/** A button that takes along what the widget shows, for those who may: formats to choose from, progress, and the way to end it. */
export function renderDownload(host: DownloadHost): TemplateResult | typeof nothing {
  const question = host.question();
  const controller = controllerOf(host);
  if (!question || !host.session) return nothing;
  const needed: readonly Permission[] = ['export', question.path === 'messages' ? 'messages' : 'reports'];
  const scope = scopeOf(host.session, () => host.requestUpdate());
  const { state } = controller;
  if (state.status === 'idle' && !(scope && mayAnywhere(scope, host.settings, needed))) return nothing;
  const label = host.text('download.open');
  const running = state.status === 'running';
  const share = running ? shareOf(state) : undefined;
  const progress = share !== undefined ? percent(host, share) : running && state.bytes > 0 ? size(host, state.bytes) : '';
  return html`
    <button
      part="button"
      class="download"
      type="button"
      popovertarget="download"
      aria-label=${progress === '' ? label : `${label}: ${progress}`}
      title=${label}
    >
      ${ICON}${progress === '' ? nothing : html`<span class="number">${progress}</span>`}
    </button>
    <div id="download" class="panel download-panel" part="download" popover role="dialog" aria-label=${label}>
      ${running ? renderRunning(host, controller, state) : renderFormats(host, controller, TABLES[question.path])}
    </div>
    <p class="hidden" role="status">${announcement(host, state)}</p>
  `;
}

function renderFormats(host: DownloadHost, controller: DownloadController, tables: readonly string[] | undefined): TemplateResult {
  const { state } = controller;
  const text = (key: string): string => host.text(`download.${key}`);
  const means = (format: MessagesFormat): TemplateResult => html`${text(format)}<span class="note">${text(`${format}.means`)}</span>`;
  const formats = tables ? FORMATS.slice(0, 1) : FORMATS;
  return html`
    ${renderOutcome(host, state)}
    <p class="note">${text(tables ? 'numbers' : 'messages')}</p>
    ${formats.map(
      (format) => html`
        <button part="button" type="button" class="format" @click=${() => void controller.start(format)}>${means(format)}</button>
      `,
    )}
    ${
      tables
        ? html`<div class="tables" role="group" aria-labelledby="download-csv">
            <p id="download-csv">${means('csv')}</p>
            ${tables.map(
              (table) => html`
                <button part="button" type="button" @click=${() => void controller.start('csv', table)}>${text(`table.${table}`)}</button>
              `,
            )}
          </div>`
        : nothing
    }
  `;
}

function renderRunning(
  host: DownloadHost,
  controller: DownloadController,
  state: Extract<DownloadState, { status: 'running' }>,
): TemplateResult {
  const { file, bytes } = state;
  return html`
    <p>${host.text('download.running', { file })}</p>
    <progress aria-label=${host.text('download.running', { file })} max="1" value=${shareOf(state) ?? nothing}></progress>
    <p class="note">${bytes > 0 ? soFar(host, state) : host.text('download.preparing')}</p>
    <button part="button" type="button" @click=${() => controller.cancel()}>${host.text('download.cancel')}</button>
  `;
}

/** How much of a file has come, where that is known: 0 ... 1. More may come than was counted when it began. */
const shareOf = ({ messages, expected }: Messages): number | undefined =>
  messages === undefined || !expected || messages > expected ? undefined : messages / expected;

const percent = ({ format: { locale } }: DownloadHost, share: number): string =>
  // Not 100 before it is all.
  new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(share * 100) / 100);

/** How many messages have come, and of how many; of a workbook that cannot be seen. */
function soFar(host: DownloadHost, { bytes, messages, expected }: Extract<DownloadState, { status: 'running' }>): string {
  const number = size(host, bytes);
  if (expected === undefined) return host.text('download.bytes', { number });
  const [some, all] = [messages ?? 0, expected].map((count) => new Intl.NumberFormat(host.format.locale).format(count));
  if (messages === undefined) return host.text('download.bytes.of', { number, all: all ?? '' });
  return host.text(messages > expected ? 'download.messages.some' : 'download.messages.of', { number, some: some ?? '', all: all ?? '' });
}

function renderOutcome(host: DownloadHost, state: DownloadState): TemplateResult | typeof nothing {
  if (state.status === 'failed') {
    const { title, detail } = failureTexts(host, state);
    return html`<p class="failed"><strong>${title}</strong> ${detail}</p>`;
  }
  return state.status === 'done' || state.status === 'cancelled' ? html`<p>${announcement(host, state)}</p>` : nothing;
}

function failureTexts(
  host: DownloadHost,
  { error, begun }: Extract<DownloadState, { status: 'failed' }>,
): { title: string; detail: string } {
  if (begun) return { title: host.text('download.broken'), detail: host.text('download.broken.detail') };
  if (error.code === 'rate-limited') return { title: host.text('download.busy'), detail: host.text('download.busy.detail') };
  const { title, detail } = problemTexts(error, (key, values) => host.text(key, values));
  // It is not tried again by itself.
  return { title, detail: error.passing ? host.text('download.broken.detail') : detail };
}

function announcement(host: DownloadHost, state: DownloadState): string {
  if (state.status === 'running') return host.text('download.began');
  if (state.status === 'done') return host.text('download.done', { file: state.file, number: size(host, state.bytes) });
  if (state.status === 'cancelled') return host.text('download.cancelled');
  if (state.status !== 'failed') return '';
  const { title, detail } = failureTexts(host, state);
  return `${title} ${detail}`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes in a unit that suits them. */
function size({ format: { locale } }: DownloadHost, bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  const unit = UNITS[power] ?? 'byte';
  const number = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: power > 0 && number < 100 ? 1 : 0 }).format(number);
}
