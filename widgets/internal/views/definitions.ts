import { css, html, type TemplateResult } from 'lit';
import { panelStyles } from '../styles/panel.styles.ts';

/** What a figure is called, and what it means: the contract's sentence. */
export interface Definition {
  term: string;
  meaning: string;
}

/** A button that opens what the figures mean, one keypress away and above all else in the page. One a widget. @param label - names the button */
export function renderDefinitions(label: string, definitions: readonly Definition[]): TemplateResult {
  return html`
    <button part="button" class="help" type="button" popovertarget="definitions" aria-label=${label} title=${label}>?</button>
    <div id="definitions" class="panel definitions" part="definitions" popover role="dialog" aria-label=${label}>
      <dl>
        ${definitions.map(
          ({ term, meaning }) =>
            html`<dt>${term}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
    </div>
  `;
}

/** For `renderDefinitions`. */
export const definitionsStyles = css`
  ${panelStyles}
  [part~='button'].help {
    inline-size: 2rem;
    padding: 0;
    border-color: transparent;
    color: var(--_muted);
  }
  .definitions {
    inline-size: min(26rem, 100vw - 2rem);
    padding: 0.75rem 1rem;
  }
  .definitions dl {
    margin: 0;
  }
  .definitions dt {
    font-weight: var(--_bold);
  }
  .definitions dd {
    margin: 0 0 0.5rem;
    color: var(--_muted);
  }
  .definitions dd:last-child {
    margin: 0;
  }
`;
