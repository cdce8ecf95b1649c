/**
 * What is used of vis-network 10.1.5 and vis-data 8.0.6, as their documentation says it: the packages' own declarations name files without extensions, which
 * does not resolve as Node and browsers do it, and leave most as `any`.
 */
declare module 'vis-data/esnext' {
  export class DataSet<Item extends { id: string }> {
    constructor(items?: readonly Item[]);
    getIds(): string[];
    get(id: string): Item;
    update(items: readonly Item[]): string[];
    remove(ids: readonly string[]): string[];
  }
}

declare module 'vis-network/esnext' {
  import type { DataSet } from 'vis-data/esnext';

  export interface Position {
    x: number;
    y: number;
  }

  export interface Node extends Position {
    id: string;
    size: number;
  }

  export interface Smooth {
    enabled: boolean;
    type: 'cubicBezier' | 'continuous' | 'horizontal' | 'vertical';
    forceDirection?: 'horizontal' | 'vertical' | 'none';
    roundness: number;
  }

  export interface Edge {
    id: string;
    from: string;
    to: string;
    width: number;
    color: { color: string; inherit: false };
    dashes: false | readonly number[];
    smooth: Smooth;
    arrows: { to: { enabled: boolean; scaleFactor: number } };
    selfReference?: { size: number; angle: number; renderBehindTheNode: boolean };
  }

  /** Draws a node of shape `custom`; an empty answer draws nothing. */
  export type NodeRenderer = (node: { ctx: CanvasRenderingContext2D; id: string }) => {
    drawNode?: () => void;
    nodeDimensions?: { width: number; height: number };
  };

  export interface Options {
    autoResize: boolean;
    physics: false;
    layout: { improvedLayout: boolean; randomSeed: number };
    interaction: {
      hover: boolean;
      hoverConnectedEdges: boolean;
      selectConnectedEdges: boolean;
      selectable: boolean;
      dragNodes: boolean;
      dragView: boolean;
      keyboard: { enabled: boolean; bindToWindow: boolean };
      navigationButtons: boolean;
      zoomSpeed: number;
    };
    nodes: { shape: 'custom'; physics: false; chosen: false; borderWidth: number; ctxRenderer: NodeRenderer };
    edges: {
      /** Changes the look of a piece that is selected or under the pointer, at each drawing. */
      chosen: { edge: (values: { color: string; width: number }, id: string) => void; label: false };
      arrowStrikethrough: boolean;
      selectionWidth: number;
      hoverWidth: number;
    };
  }

  export interface NetworkEvents {
    click: { pointer: { DOM: Position } };
    zoom: unknown;
    dragging: unknown;
    beforeDrawing: CanvasRenderingContext2D;
    afterDrawing: CanvasRenderingContext2D;
  }

  export class Network {
    constructor(container: HTMLElement, data: { nodes: DataSet<Node>; edges: DataSet<Edge> }, options: Options);
    on<Name extends keyof NetworkEvents>(name: Name, listener: (happened: NetworkEvents[Name]) => void): void;
    setOptions(options: { interaction: Partial<Options['interaction']> }): void;
    selectEdges(ids: readonly string[]): void;
    getNodeAt(position: Position): string | undefined;
    getEdgeAt(position: Position): string | undefined;
    getScale(): number;
    getViewPosition(): Position;
    canvasToDOM(position: Position): Position;
    moveTo(options: { position?: Position; scale?: number; animation?: false }): void;
    setSize(width: string, height: string): void;
    redraw(): void;
    destroy(): void;
  }
}
