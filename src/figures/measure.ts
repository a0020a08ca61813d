/** Widths of text as the browser will draw it. */

let context: CanvasRenderingContext2D | null = null;

/** Width in CSS pixels of a text in a CSS font such as `400 27px Georgia`. */
export function measureText(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('This browser cannot measure text: it has no 2-D canvas.');
  context.font = font;
  return context.measureText(text).width;
}
