import { byId } from './flow-columns.ts';
import { grouped } from './flow-group.ts';
import type { FlowBox } from './flow-place.ts';

/** Where a link touches a node: `y` is what is looked for. */
export interface PortEnd {
  key: string;
  box: FlowBox;
  right: boolean;
  /** The height that the link goes to or comes from. */
  towards: number;
  width: number;
  y: number;
}

const CORNER = 5;

/** Sets the ends on one side of a node one below the other as the other ends lie, so that they do not cross right at the node. */
export function settlePorts(ends: readonly PortEnd[]): void {
  for (const shared of grouped(ends, ({ box, right }) => `${right ? 'right' : 'left'} ${box.id}`)) {
    const sorted = shared.toSorted((a, b) => a.towards - b.towards || byId(a.key, b.key));
    const box = sorted[0]?.box;
    if (!box) continue;
    const wanted = sorted.reduce((sum, { width }) => sum + width + 1, 0);
    const scale = Math.min(1, (box.height - 2 * CORNER) / wanted);
    let top = box.y - (wanted * scale) / 2;
    for (const end of sorted) {
      const height = (end.width + 1) * scale;
      end.y = top + height / 2;
      top += height;
    }
  }
}
