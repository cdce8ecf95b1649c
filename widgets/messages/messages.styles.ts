import { css } from 'lit';
import { explainStyles } from '../internal/views/explain-button.ts';
import { longNameStyles } from '../internal/views/long-name.ts';
import { pickedStyles } from '../internal/views/picked.ts';
import { listStyles } from './list.styles.ts';
import { transcriptStyles } from './transcript.styles.ts';

/** Fields, marks, and how list and transcript share the place. */
export const styles = css`
  ${explainStyles}
  ${longNameStyles}
  ${pickedStyles}
  ${listStyles}
  ${transcriptStyles}
    .icon {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
  }
  :dir(rtl) :is(.open-button, .square) > .icon {
    scale: -1 1;
  }
  .count {
    display: inline-flex;
    align-items: center;
    font-size: var(--_note);
    font-variant-numeric: tabular-nums;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-end: 0.5rem;
  }
  .search {
    position: relative;
    flex: 1 1 12rem;
    max-inline-size: 24rem;
  }
  .search input {
    inline-size: 100%;
    padding-inline: 2rem;
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .search input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .search > .icon {
    position: absolute;
    inset-block: 0;
    margin-block: auto;
    inset-inline-start: 0.5rem;
    color: var(--_muted);
    pointer-events: none;
  }
  .search > .clear {
    position: absolute;
    inset-block: 0.25rem;
    inset-inline-end: 0.25rem;
    display: grid;
    place-items: center;
    inline-size: 1.5rem;
    border-radius: calc(var(--_radius) - 0.125rem);
    color: var(--_muted);
  }
  .search > :placeholder-shown ~ .clear {
    display: none;
  }
  .fields select {
    flex: 0 1 auto;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  @container (inline-size < 26rem) {
    .search {
      max-inline-size: none;
    }
    .fields select {
      flex: 1 1 auto;
    }
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .chips .note {
    font-size: var(--_note);
    white-space: nowrap;
  }
  .clear:hover {
    background: color-mix(in srgb, var(--_text) 8%, transparent);
    color: var(--_text);
  }

  .panes {
    position: relative;
    flex: 1;
    min-block-size: 16rem;
  }
  .panes > * {
    position: absolute;
    inset: 0;
  }
  /* Side by side where both have room; else the conversation covers the list, which keeps its place. */
  .panes.split > .list {
    visibility: hidden;
  }
  @container (inline-size >= 52rem) {
    .panes.split > .list {
      visibility: visible;
      inset-inline-end: 52%;
    }
    .panes.split > .transcript {
      inset-inline-start: calc(48% + 1rem);
    }
  }

  .sender {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    white-space: nowrap;
  }
  .sender.bot > .icon {
    color: var(--_accent);
  }
  .sender.human > .icon {
    color: var(--_handed-off);
  }
  .sender.user > .icon {
    color: var(--_muted);
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 0.1875rem;
    color: var(--_muted);
    white-space: nowrap;
  }
  .verdict > .icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .verdict.bad {
    color: var(--_bad);
  }
  /* A long story leaves room for its node. */
  .invocation {
    display: inline-flex;
    min-inline-size: 0;
    max-inline-size: 100%;
    overflow: hidden;
    white-space: nowrap;
    color: var(--_muted);
  }
  .invocation bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .invocation i {
    margin-inline: 0.25rem;
    font-style: normal;
    opacity: 0.7;
  }
  mark {
    padding-block: 0.0625rem;
    border-radius: min(0.125rem, var(--_radius));
    background: color-mix(in srgb, var(--_5) 40%, transparent);
    color: inherit;
  }
  .masked {
    color: var(--_muted);
  }
  .day {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 1rem;
    margin: 0;
    color: var(--_muted);
    font-size: var(--_note);
    font-weight: var(--_strong);
  }
  .list-end {
    padding: 0.75rem;
    text-align: center;
  }
  .list-end p {
    margin: 0 0 0.5rem;
    font-size: var(--_note);
  }
`;
