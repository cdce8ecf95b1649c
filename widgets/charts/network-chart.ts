import type { Edge, Node, NodeRenderer, Options } from 'vis-network/esnext';
import { fade } from './colour.ts';
import { paintCard } from './network-card.ts';
import { CARD, networkData } from './network-data.ts';
import { NetworkItems } from './network-items.ts';
import type { Emphasis, NetworkCard, NetworkDrawing, Target } from './network-drawing.ts';
import { paintLabels, type PlacedLabel, placeLabels } from './network-labels.ts';
import { guardPointer } from './network-pointer.ts';
import { FittedTexts } from './network-text.ts';
import type { Theme } from './theme.ts';
import { Network } from './vis.ts';

export interface NetworkHooks {
  /** The pointer is over something, or (`null`) over nothing. @param at - px from the container's left and top */
  onHover: (target: Target | null, at: { x: number; y: number }) => void;
  onPick: (target: Target | null, at: { x: number; y: number }) => void;
  /** The view has moved: what stands beside a node must follow. */
  onMove: () => void;
}

/** How far out and in one can go; out until all is in view, or this. */
const CLOSEST = 2.5;
const MARGIN = 12;
/** Pieces of change that are made without giving way: a live update has no more. */
const AT_ONCE = 2;

/**
 * A picture in vis-network: it draws, finds what the pointer is over, and moves and zooms the view; positions and looks are ours. Loads the library, so
 * this file is only ever imported by `import()`.
 */
export class NetworkChart {
  readonly #container: HTMLElement;
  readonly #nodes = new NetworkItems<Node>(false);
  readonly #edges = new NetworkItems<Edge>(true);
  readonly #network: Network;
  readonly #stop = new AbortController();
  #drawing: NetworkDrawing = { cards: [], lines: [], endColour: '' };
  #cards = new Map<string, NetworkCard>();
  #lineOf = new Map<string, string>();
  #theme: Theme;
  #emphasis: Emphasis | null = null;
  #fitted = 1;
  #turn = 0;
  #texts = new FittedTexts();
  /** Until what is drawn, or what stands out, is another. */
  #labels: PlacedLabel[] | null = null;
  #selected = false;

  constructor(container: HTMLElement, theme: Theme, hooks: NetworkHooks) {
    this.#container = container;
    this.#theme = theme;
    this.#network = new Network(container, { nodes: this.#nodes.set, edges: this.#edges.set }, this.#options());
    // Keys have buttons of their own; a second stop would say nothing.
    container.firstElementChild?.removeAttribute('tabindex');
    this.#listen(hooks);
  }

  /**
   * Shows a picture. Where much is new it is made in pieces, so that the page never waits long; until it is there, the one before stays to be seen.
   *
   * @param fit - bring all of it into view; else the view stays where the viewer has put it
   */
  async draw(drawing: NetworkDrawing, theme: Theme, fit: boolean, yieldToFrame: () => Promise<void>): Promise<void> {
    const turn = (this.#turn += 1);
    const { nodes, edges, lineOf } = networkData(drawing.cards, drawing.lines);
    const steps = [...this.#nodes.replace(nodes), ...this.#edges.replace(edges)];
    const frame = this.#container.firstElementChild as HTMLElement;
    const still = steps.length > AT_ONCE ? this.#still() : null;
    // vis-network would draw after each piece; what is not shown it does not draw.
    frame.hidden = true;
    for (const step of steps) {
      step();
      if (still) await yieldToFrame();
      if (turn !== this.#turn) break;
    }
    still?.remove();
    if (turn !== this.#turn) return;
    this.#drawing = drawing;
    this.#theme = theme;
    this.#cards = new Map(drawing.cards.map((card) => [card.box.id, card]));
    this.#lineOf = lineOf;
    this.#selected = false;
    this.#texts = new FittedTexts();
    frame.hidden = false;
    this.#network.setSize('100%', '100%');
    if (fit) this.fit();
    this.emphasise(this.#emphasis);
  }

  /** What is drawn now, as it is. */
  #still(): HTMLCanvasElement {
    const drawn = this.#container.querySelector('canvas');
    const still = document.createElement('canvas');
    if (!drawn) return still;
    Object.assign(still, { className: 'still', width: drawn.width, height: drawn.height });
    if (drawn.width > 0 && drawn.height > 0) still.getContext('2d')?.drawImage(drawn, 0, 0);
    this.#container.append(still);
    return still;
  }

  emphasise(emphasis: Emphasis | null): void {
    this.#emphasis = emphasis;
    this.#labels = null;
    // Selected, vis-network asks for the look of each piece at each drawing: what stands out may change with every move of the pointer.
    if (emphasis && !this.#selected) this.#network.selectEdges([...this.#lineOf.keys()]);
    this.#selected ||= emphasis !== null;
    this.#network.redraw();
  }

  /** All of the picture, but never larger than it is. */
  fit(): void {
    const { width, height } = this.#size();
    const edges = this.#drawing.cards.map(({ box }) => ({
      left: box.x - box.width / 2,
      right: box.x + box.width / 2,
      top: box.y - box.height / 2,
      bottom: box.y + box.height / 2,
    }));
    if (edges.length === 0 || width === 0) return;
    const left = Math.min(...edges.map((edge) => edge.left));
    const right = Math.max(...edges.map((edge) => edge.right));
    const top = Math.min(...edges.map((edge) => edge.top));
    const bottom = Math.max(...edges.map((edge) => edge.bottom));
    this.#fitted = Math.min(1, (width - MARGIN) / (right - left), (height - 3 * MARGIN) / (bottom - top));
    this.#network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: this.#fitted });
  }

  zoomBy(factor: number): void {
    this.#network.moveTo({ scale: this.#within(this.#network.getScale() * factor) });
  }

  /** Moves the view as far as is needed to see a node. */
  reveal(id: string): void {
    const box = this.#cards.get(id)?.box;
    if (!box) return;
    const { width, height } = this.#size();
    const scale = this.#network.getScale();
    const view = this.#network.getViewPosition();
    const [halfWidth, halfHeight] = [width / scale / 2 - box.width / 2 - MARGIN, height / scale / 2 - box.height / 2 - MARGIN];
    const near = (at: number, centre: number, half: number): number => (half <= 0 ? at : Math.min(Math.max(centre, at - half), at + half));
    const position = { x: near(box.x, view.x, halfWidth), y: near(box.y, view.y, halfHeight) };
    if (position.x === view.x && position.y === view.y) return;
    this.#network.moveTo({ position, scale });
  }

  /** Where a node is now, px from the container's left and top. */
  placeOf(id: string): { x: number; y: number; width: number; height: number } | null {
    const box = this.#cards.get(id)?.box;
    if (!box) return null;
    const scale = this.#network.getScale();
    const { x, y } = this.#network.canvasToDOM({ x: box.x, y: box.y });
    return { x, y, width: box.width * scale, height: box.height * scale };
  }

  destroy(): void {
    this.#turn += 1;
    this.#stop.abort();
    this.#network.destroy();
  }

  #options(): Options {
    const card = { shape: 'custom', physics: false, chosen: false, borderWidth: 0, ctxRenderer: this.#paint } as const;
    return {
      autoResize: false,
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      interaction: {
        // Asked at each move of the pointer below, for tooltips of our own.
        hover: false,
        hoverConnectedEdges: false,
        selectConnectedEdges: false,
        selectable: false,
        dragNodes: false,
        dragView: true,
        keyboard: { enabled: false, bindToWindow: false },
        navigationButtons: false,
        zoomSpeed: 0.6,
      },
      nodes: card,
      edges: { chosen: { edge: this.#lookOfLine, label: false }, arrowStrikethrough: false, selectionWidth: 0, hoverWidth: 0 },
    };
  }

  readonly #paint = ({ ctx, id }: { ctx: CanvasRenderingContext2D; id: string }): ReturnType<NodeRenderer> => {
    const card = id.startsWith(CARD) ? this.#cards.get(id.slice(CARD.length)) : undefined;
    if (!card) return {};
    const { width, height } = card.box;
    const { node, nodes } = this.#emphasis ?? { node: null, nodes: null };
    const look = {
      theme: this.#theme,
      endColour: this.#drawing.endColour,
      texts: this.#texts,
      faded: nodes !== null && !nodes.has(card.box.id),
      focused: node === card.box.id,
    };
    return { drawNode: () => paintCard(ctx, card, look), nodeDimensions: { width, height } };
  };

  readonly #lookOfLine = (values: { color: string; width: number }, id: string): void => {
    const lines = this.#emphasis?.lines;
    if (lines) values.color = lines.has(this.#lineOf.get(id) ?? '') ? fade(values.color, 2) : fade(values.color, 0.2);
  };

  #listen({ onHover, onPick, onMove }: NetworkHooks): void {
    const { signal } = this.#stop;
    const container = this.#container;
    let over = '';
    container.addEventListener(
      'pointermove',
      ({ clientX, clientY, pointerType }) => {
        if (pointerType === 'touch') return;
        const { left, top } = container.getBoundingClientRect();
        const at = { x: clientX - left, y: clientY - top };
        const target = this.#targetAt(at);
        const key = JSON.stringify(target);
        if (key === over && target === null) return;
        over = key;
        container.toggleAttribute('data-over', target !== null);
        onHover(target, at);
      },
      { signal },
    );
    container.addEventListener(
      'pointerleave',
      () => {
        over = '';
        onHover(null, { x: 0, y: 0 });
      },
      { signal },
    );
    guardPointer(
      container,
      {
        focused: () => container.parentElement?.matches(':focus-within') ?? false,
        canZoom: (inwards) => (inwards ? this.#network.getScale() < CLOSEST : this.#network.getScale() > this.#furthest),
        setDrag: (dragView) => this.#network.setOptions({ interaction: { dragView } }),
        onShift: (x, y) => this.#shift(x, y),
      },
      signal,
    );
    this.#network.on('click', ({ pointer }) => onPick(this.#targetAt(pointer.DOM), pointer.DOM));
    this.#network.on('zoom', () => {
      const scale = this.#network.getScale();
      if (scale !== this.#within(scale)) this.#network.moveTo({ scale: this.#within(scale) });
      onMove();
    });
    this.#network.on('dragging', onMove);
    this.#network.on('beforeDrawing', (ctx) => (ctx.lineCap = 'butt'));
    this.#network.on('afterDrawing', (ctx) => {
      this.#labels ??= placeLabels(ctx, this.#drawing, this.#theme, this.#emphasis);
      paintLabels(ctx, this.#labels, this.#theme, this.#emphasis !== null);
    });
  }

  #targetAt(at: { x: number; y: number }): Target | null {
    const node = this.#network.getNodeAt(at);
    if (node?.startsWith(CARD)) return { node: node.slice(CARD.length) };
    const piece = this.#network.getEdgeAt(at);
    const line = piece === undefined ? undefined : this.#lineOf.get(piece);
    return line === undefined ? null : { line };
  }

  #size(): { width: number; height: number } {
    return { width: this.#container.clientWidth, height: this.#container.clientHeight };
  }

  get #furthest(): number {
    return Math.min(this.#fitted, 0.5);
  }

  readonly #within = (scale: number): number => Math.min(CLOSEST, Math.max(this.#furthest, scale));

  #shift(x: number, y: number): void {
    const scale = this.#network.getScale();
    const view = this.#network.getViewPosition();
    this.#network.moveTo({ position: { x: view.x - x / scale, y: view.y - y / scale }, scale });
  }
}
