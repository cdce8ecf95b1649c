/** Pixels that a pointer may move and still click. */
const STILL = 4;

/** Tells a click from the end of marking a text: where words are both pressed and copied. */
export class StillClick {
  #x = 0;
  #y = 0;

  /** For `pointerdown`. */
  readonly begin = ({ clientX, clientY }: PointerEvent): void => {
    this.#x = clientX;
    this.#y = clientY;
  };

  /** True for a first click by a pointer that stood still; clicks without a pointer are. */
  isStill({ clientX, clientY, detail }: MouseEvent): boolean {
    return detail === 0 || (detail === 1 && Math.abs(clientX - this.#x) <= STILL && Math.abs(clientY - this.#y) <= STILL);
  }
}
