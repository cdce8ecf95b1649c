import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Explained } from '../internal/views/explain-button.ts';
import type { ExplainHost } from './explain-panel.ts';
import type { Explanation, Figure, Sign, Step } from './explanation.ts';

interface Shown {
  explained: Explained;
  explanation: Explanation;
  /** There is a list that can show the messages. */
  canShow: boolean;
  onMessages: () => void;
  onClose: () => void;
}

const SIGNS: Record<Sign | 'equals', string> = { plus: '+', minus: '−', over: '÷', equals: '=' };
/** More figures than so many are opened one by one. */
const FEW = 2;

/** The panel's content: the numbers with their calculation, then what all of them have in common. */
export function renderExplanation(host: ExplainHost, { explained, explanation, canShow, onMessages, onClose }: Shown): TemplateResult {
  const { figures, title } = explanation;
  const close = host.text('close');
  const first = figures.find(({ name }) => name === explained.figure) ?? figures[0];
  return html`
    <header>
      <p class="title" id="explanation-title" dir="auto">${title}</p>
      <button class="close" type="button" aria-label=${close} title=${close} @click=${onClose}><span aria-hidden="true">✕</span></button>
    </header>
    ${keyed(
      explained.key,
      figures.map((figure) => (figures.length <= FEW ? renderFigure(host, figure, title) : renderFolded(host, figure, figure === first))),
    )}
    ${renderWay(host, explanation, canShow, onMessages)} ${renderFacts(host, explanation)}
  `;
}

function renderFigure(host: ExplainHost, figure: Figure, title: string): TemplateResult {
  return html`
    <section class="figure-of">
      <p class="value">
        <span class=${figure.name === title ? 'hidden' : ''}>${figure.name}</span>
        <strong class="number">${figure.value}</strong>
      </p>
      ${renderFormula(host, figure)}
    </section>
  `;
}

function renderFolded(host: ExplainHost, figure: Figure, isOpen: boolean): TemplateResult {
  return html`
    <details class="figure-of" ?open=${isOpen}>
      <summary><span>${figure.name}</span><strong class="number">${figure.value}</strong></summary>
      ${renderFormula(host, figure)}
    </details>
  `;
}

function renderFormula(host: ExplainHost, { name, value, formula, steps }: Figure): TemplateResult {
  const line = (sign: Sign | 'equals' | undefined, { label, value: number }: Omit<Step, 'sign'>): TemplateResult => html`
    <div class=${sign === 'equals' ? 'result' : ''}>
      <dt>
        <span class="sign" aria-hidden="true">${sign ? SIGNS[sign] : ''}</span
        ><span>${sign ? html`<span class="hidden">${host.text(`explain.${sign}`)} </span>` : nothing}<bdi>${label}</bdi></span>
      </dt>
      <dd class="number">${number}</dd>
    </div>
  `;
  return html`
    <p class="formula">${formula}</p>
    ${
      steps.length === 0
        ? nothing
        : html`<dl class="steps">${steps.map((step) => line(step.sign, step))} ${line('equals', { label: name, value })}</dl>`
    }
  `;
}

function renderFacts(
  { text }: ExplainHost,
  { excluded, range, before, zone, of, fresh, exactness, messages }: Explanation,
): TemplateResult {
  const facts: [name: string, lines: readonly string[]][] = [
    [text('explain.not'), excluded],
    [text('explain.of'), of],
    [text('explain.range'), [range]],
    [text('explain.range.before'), before === '' ? [] : [before]],
    [text('explain.zone'), [zone]],
    [text('explain.fresh'), [fresh]],
    [text('explain.exactness'), [exactness]],
    [text('explain.behind'), typeof messages === 'string' ? [messages] : []],
  ];
  return html`
    <dl class="facts-of">
      ${facts
        .filter(([, lines]) => lines.length > 0)
        .map(
          ([name, lines]) =>
            html`<div>
              <dt>${name}</dt>
              ${lines.map((line) => html`<dd>${line}</dd>`)}
            </div>`,
        )}
    </dl>
  `;
}

function renderWay(
  { text, format }: ExplainHost,
  { messages }: Explanation,
  canShow: boolean,
  onMessages: () => void,
): TemplateResult | typeof nothing {
  if (!canShow || messages === null || typeof messages === 'string') return nothing;
  const label = text('explain.messages', { count: messages.count, number: format.exact(messages.count) });
  return html`<p class="way"><button part="button" type="button" @click=${onMessages}>${label}</button></p>`;
}
