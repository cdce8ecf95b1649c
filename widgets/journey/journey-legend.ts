import { html, type TemplateResult } from 'lit';
import type { BotJourney } from './bot-journey.ts';
import type { JourneyState } from './journey-state.ts';

/** What lines and cards say, how many links are drawn, and the buttons for the view. */
export function renderLegend(host: BotJourney, state: JourneyState, links: { shown: number; all: number }): TemplateResult {
  const { text, format } = host;
  const { network } = state;
  const zoom = (label: string, sign: string, onClick: () => void): TemplateResult =>
    html`<button part="button" class="zoom" type="button" aria-label=${label} title=${label} @click=${onClick}>${sign}</button>`;
  const main = text('journey.links.main', { shown: format.exact(links.shown), all: format.exact(links.all) });
  return html`
    <div part="legend">
      <ul class="note">
        <li><i class="key ends" aria-hidden="true"></i>${text('journey.legend.ends')}</li>
        <li><i class="key width" aria-hidden="true"></i>${text('journey.legend.width')}</li>
        <li><i class="key back" aria-hidden="true"></i>${text('journey.legend.back')}</li>
      </ul>
      <label class="all">
        <input type="checkbox" .checked=${state.allLinks} @change=${() => state.change({ allLinks: !state.allLinks })} />
        ${text('journey.links.all')} <span class="note">${state.allLinks ? format.exact(links.all) : main}</span>
      </label>
      <span class="zooms" title=${text('journey.zoom.how')}>
        ${zoom(text('journey.zoom.out'), '−', () => network.zoomBy(0.8))} ${zoom(text('journey.zoom.in'), '+', () => network.zoomBy(1.25))}
        ${zoom(text('journey.zoom.fit'), '⤢', () => network.fit())}
      </span>
    </div>
  `;
}
