import { css } from 'lit';
import { panelStyles } from '../internal/styles/panel.styles.ts';

/** For `renderDownload`. */
export const styles = css`
  ${panelStyles}
  [part~='button'].download {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-inline-size: 2rem;
    padding: 0 0.375rem;
    border-color: transparent;
    color: var(--_muted);
    font-size: var(--_note);
  }
  [part~='button'].download:hover {
    color: var(--_text);
  }
  .download .icon {
    inline-size: 1rem;
    block-size: 1rem;
    flex: none;
  }
  .download-panel {
    inline-size: min(20rem, 100vw - 2rem);
    padding: 0.75rem;
  }
  .download-panel p {
    margin: 0 0 0.5rem;
    overflow-wrap: anywhere;
  }
  .download-panel .failed {
    color: var(--_bad);
  }
  .download-panel .format {
    display: block;
    /* Its text stands on the line of the others. */
    inline-size: calc(100% + 1rem);
    margin-inline: -0.5rem;
    padding: 0.375rem calc(0.5rem - 1px);
    border-color: transparent;
    text-align: start;
    font-weight: var(--_strong);
  }
  .download-panel :is(.format, .tables) .note {
    display: block;
    font-size: var(--_note);
    font-weight: 400;
  }
  .download-panel .tables {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    padding-block: 0.375rem 0;
  }
  .download-panel .tables p {
    flex: 1 0 100%;
    margin: 0;
    font-weight: 500;
  }
  .download-panel progress {
    inline-size: 100%;
    margin-block-end: 0.5rem;
    accent-color: var(--_accent);
  }
`;
