/** A line below the picture: what a colour stands for, and its figure. */
export type ImageLegendEntry = { readonly color: string | null; readonly text: string; readonly value: string };

export type ChartImage = {
  readonly title: string;
  /** What it shows, of when. */
  readonly subtitle: string;
  readonly fileName: string;
  readonly legend?: readonly ImageLegendEntry[];
};

/** Twice the pixels of the screen, so that it is sharp when printed. */
const PIXEL_RATIO = 2;
const PADDING = 28;
const HEAD = 64;
const LEGEND_LINE = 24;
const MIN_WIDTH = 480;
/** What style sheets decide of a shape: a picture on its own knows none. */
const PAINT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "stop-color",
  "stop-opacity",
] as const;

/** Has the browser save a chart as it is on screen, in the colours of the theme, as a PNG; nothing is sent. */
export async function downloadChartImage(svg: SVGSVGElement, image: ChartImage): Promise<void> {
  const box = svg.getBoundingClientRect();
  const picture = await toPicture(svg);
  const legend = image.legend ?? [];
  const width = Math.max(MIN_WIDTH, box.width + 2 * PADDING);
  const height = HEAD + box.height + legend.length * LEGEND_LINE + 2 * PADDING;
  const canvas = document.createElement("canvas");
  canvas.width = width * PIXEL_RATIO;
  canvas.height = height * PIXEL_RATIO;
  const brush = canvas.getContext("2d");
  if (!brush) return;
  brush.scale(PIXEL_RATIO, PIXEL_RATIO);
  const theme = getComputedStyle(document.documentElement);
  const color = (name: string) => theme.getPropertyValue(name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  brush.fillStyle = color("--surface");
  brush.fillRect(0, 0, width, height);
  brush.textBaseline = "middle";
  brush.fillStyle = color("--ink");
  brush.font = `600 18px ${font}`;
  brush.fillText(image.title, PADDING, PADDING + 10);
  brush.fillStyle = color("--muted");
  brush.font = `13px ${font}`;
  brush.fillText(image.subtitle, PADDING, PADDING + 34);
  const left = (width - box.width) / 2;
  brush.drawImage(picture, left, PADDING + HEAD, box.width, box.height);
  for (const text of svg.querySelectorAll("text")) drawText(brush, text, box, left, PADDING + HEAD);
  for (const [index, entry] of legend.entries()) {
    const y = PADDING + HEAD + box.height + (index + 0.75) * LEGEND_LINE;
    if (entry.color) {
      brush.fillStyle = color(entry.color);
      brush.fillRect(PADDING, y - 5, 10, 10);
    }
    brush.font = `13px ${font}`;
    brush.fillStyle = color("--ink");
    brush.textAlign = "left";
    brush.fillText(entry.text, PADDING + 20, y, width - 2 * PADDING - 220);
    brush.textAlign = "right";
    brush.fillText(entry.value, width - PADDING, y);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) save(blob, image.fileName);
}

/** The shapes without the texts: those are drawn by the canvas, which has the page's own font. */
async function toPicture(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = [...copy.querySelectorAll("*")];
  for (const [index, original] of [...svg.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(original);
    const target = copies[index];
    for (const property of PAINT) target?.setAttribute(property, style.getPropertyValue(property));
    target?.removeAttribute("style");
  }
  for (const text of copy.querySelectorAll("text")) text.remove();
  copy.removeAttribute("style");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("width", String(width * PIXEL_RATIO));
  copy.setAttribute("height", String(height * PIXEL_RATIO));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const picture = new Image();
  // The content security policy lets pictures in as data alone.
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  return picture;
}

function drawText(brush: CanvasRenderingContext2D, text: SVGTextElement, box: DOMRect, left: number, top: number) {
  const at = text.getBoundingClientRect();
  const style = getComputedStyle(text);
  brush.textAlign = "left";
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  brush.fillStyle = style.fill;
  brush.fillText(text.textContent ?? "", left + at.left - box.left, top + at.top - box.top + at.height / 2);
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
