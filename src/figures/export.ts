/** Figures as files: one self-contained SVG of what is on screen, its settings below, and a PNG of it. */

import { rgb } from 'd3-color';
import { select } from 'd3-selection';
import type { FigureTheme } from './theme';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 24;
const GAP = 14;
const CAPTION_FONT = 12;
const CAPTION_LINE = 18;

export interface ExportOptions {
  readonly width: number;
  readonly theme: FigureTheme;
  /** Lines below the figures. */
  readonly caption: readonly string[];
}

/** The figures one below the other, on the theme's ground, with the caption; markup of one svg element. */
export function figureMarkup(
  draws: readonly ((svg: SVGSVGElement, width: number) => void)[],
  { width, theme, caption }: ExportOptions,
): string {
  const root = document.createElementNS(SVG, 'svg');
  const ground = root.appendChild(document.createElementNS(SVG, 'rect'));
  let y = MARGIN;
  for (const draw of draws) {
    const figure = root.appendChild(document.createElementNS(SVG, 'svg'));
    draw(figure, width - 2 * MARGIN);
    select(figure).attr('x', MARGIN).attr('y', y);
    y += Number(figure.getAttribute('height')) + GAP;
  }
  for (const line of caption) {
    y += CAPTION_LINE;
    select(root)
      .append('text')
      .attr('x', MARGIN)
      .attr('y', y)
      .attr('font-family', theme.sans)
      .attr('font-size', CAPTION_FONT)
      .attr('fill', theme.dim)
      .text(line);
  }
  const height = y + MARGIN;
  select(ground).attr('width', width).attr('height', height).attr('fill', theme.ground);
  select(root).attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
  return xmlSafe(new XMLSerializer().serializeToString(root));
}

/** Everything outside the production Char of XML 1.0: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Markup with U+FFFD in place of each character that no XML document may hold, in text and attributes alike. */
export function xmlSafe(markup: string): string {
  return markup.replace(NOT_XML, '\u{FFFD}');
}

/** What a canvas gives back is not what was drawn on it: some browsers blur it, so that nobody is known again by it. */
export class BlurredCanvas extends Error {
  constructor() {
    super('this browser gives noise in place of what is drawn, which protects you from being recognised');
    this.name = 'BlurredCanvas';
  }
}

/** Further off a channel is not what was drawn: some browsers change its last bit. White is 4 from the light ground. */
const TOLERANCE = 3;
/** Of the pixels. */
const MOST_OFF = 0.01;

/** Whether pixels (red, green, blue, alpha in turn) are those of an area of one opaque colour. */
export function isOneColour(data: ArrayLike<number>, colour: string): boolean {
  const { r, g, b } = rgb(colour);
  const expected = [r, g, b, 255];
  let off = 0;
  for (let at = 0; at < data.length; at += 4) {
    const isOff = expected.some((value, i) => Math.abs((data[at + i] ?? 0) - value) > TOLERANCE);
    if (isOff) off += 1;
  }
  return off <= (MOST_OFF * data.length) / 4;
}

/**
 * The markup of `figureMarkup` as a PNG, `scale` pixels a unit. Throws `BlurredCanvas` where its margin does not come
 * back in the colour of the ground.
 */
export async function rasterise(markup: string, scale: number, ground: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw the PNG: it has no 2-D canvas.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, Math.floor(MARGIN * scale));
    if (!isOneColour(data, ground)) throw new BlurredCanvas();
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob(
        blob =>
          blob ? resolve(blob) : reject(new Error('The figure is too large for a PNG of this browser.')),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob | string, type: string): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; keeping the URL any longer would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(url));
}
