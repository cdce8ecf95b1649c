/** What a viewer picked in one widget and the messages then show; each part narrows further. */
export interface Selection {
  story?: string;
  node?: string;
  /** A word the bot did not understand: messages that hold it. */
  keyword?: string;
}

export const isEmptySelection = ({ story, node, keyword }: Selection): boolean => (story ?? node ?? keyword) === undefined;
