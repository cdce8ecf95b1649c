import { css, html, type TemplateResult } from 'lit';

/**
 * What the viewer picked, and the way back: pressing it gives it up.
 *
 * @param name - what is picked, in one line. @param label - says what a press does
 */
export function renderPicked(name: unknown, label: string, onClear: () => void): TemplateResult {
  return html`<button part="button picked" class="picked" type="button" title=${label} @click=${onClear}>
    <span class="hidden">${label}: </span>${name}<span class="cross" aria-hidden="true">✕</span>
  </button>`;
}

/** For `renderPicked`. */
export const pickedStyles = css`
  [part~='button'].picked {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: min(18rem, 100cqi - 2.75rem);
    border-color: color-mix(in srgb, var(--_accent) 55%, transparent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  @container (inline-size < 36rem) {
    /* A line of its own, below heading and freshness. */
    [part='tools']:has(.picked) {
      order: 1;
      flex-basis: 100%;
      justify-content: space-between;
    }
  }
  .picked .cross {
    flex: none;
    font-size: var(--_note);
  }
`;
