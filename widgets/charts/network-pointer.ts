/** What the pointer may do with a picture, so that a page around it scrolls as if it were an image. */
export interface PointerRules {
  /** Whether the viewer has turned to the picture: then the wheel is for it alone. */
  focused: () => boolean;
  /** Whether the view can go further in, or out. */
  canZoom: (inwards: boolean) => boolean;
  /** One finger scrolls the page, two are for the picture. */
  setDrag: (on: boolean) => void;
  /** Two fingers have moved, px. */
  onShift: (x: number, y: number) => void;
}

/** Lets only what is meant for the picture through to vis-network, which listens inside the container. */
export function guardPointer(container: HTMLElement, rules: PointerRules, signal: AbortSignal): void {
  const touches = new Map<number, { x: number; y: number }>();
  const capture = { signal, capture: true };
  container.addEventListener(
    'wheel',
    (wheel) => {
      const asked = wheel.ctrlKey || wheel.metaKey;
      if (!asked && !(rules.focused() && rules.canZoom(wheel.deltaY < 0))) wheel.stopPropagation();
    },
    { ...capture, passive: true },
  );
  container.addEventListener(
    'pointerdown',
    (down) => {
      // Shift would draw a frame to select by; there is nothing to select several of.
      if (down.shiftKey) down.stopPropagation();
      if (down.pointerType === 'touch') touches.set(down.pointerId, { x: down.clientX, y: down.clientY });
      rules.setDrag(down.pointerType !== 'touch');
    },
    capture,
  );
  container.addEventListener(
    'pointermove',
    ({ pointerId, clientX, clientY }) => {
      const before = touches.get(pointerId);
      if (!before) return;
      touches.set(pointerId, { x: clientX, y: clientY });
      if (touches.size > 1) rules.onShift((clientX - before.x) / touches.size, (clientY - before.y) / touches.size);
    },
    capture,
  );
  const lifted = ({ pointerId }: PointerEvent): void => void touches.delete(pointerId);
  window.addEventListener('pointerup', lifted, { signal });
  window.addEventListener('pointercancel', lifted, { signal });
  const keepTwo = (touch: TouchEvent): void => {
    if (touch.touches.length > 1 && touch.cancelable) touch.preventDefault();
  };
  container.addEventListener('touchstart', keepTwo, { signal, passive: false });
  container.addEventListener('touchmove', keepTwo, { signal, passive: false });
}
